import { Button, Group, NativeSelect, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput, RecordView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { type CaseId, Day, type ExhibitId, type RecordContent } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction, useCall } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'

type Order = RecordView & { content: RecordContent<'monitoring-order'> }
const isOrder = (record: RecordView): record is Order => record.content.kind === 'monitoring-order'
const isReply = ({ exhibits }: Order, exhibit: ExhibitId) => exhibits.some((link) => link.exhibit === exhibit && link.role === 'reply')

/** The order with this exhibit as its reply, and the day on which that came. Everything else of it stays. */
export const answered = ({ case: chain, id, revision, content, exhibits }: Order, exhibit: ExhibitId, day: string): CallInput<'record.save'> => ({
  case: chain,
  record: id,
  revision,
  content: { ...content, answeredOn: day },
  exhibits: [...exhibits.map((link) => ({ exhibit: link.exhibit, role: link.role })), { exhibit, role: 'reply' }],
})

/** Ties a list to the order that it answers, so that the order shows what came of it. Nothing of it happens by itself: a list may be somebody else's. */
export function OrderReply({ caseId, exhibit }: { caseId: CaseId; exhibit: ExhibitId }) {
  const { t } = useTranslation()
  const records = useCall('record.list', { case: caseId })
  const guide = useCall('case.guide', { case: caseId })
  const orders = (records.data ?? []).filter(({ withdrawn }) => withdrawn === null).filter(isOrder)
  if (orders.length === 0 || guide.data === undefined) return null
  const tied = orders.filter((order) => isReply(order, exhibit))
  // The one that waits longest first, then those that were answered before: a later list may belong to it as well.
  const open = orders.filter((order) => !isReply(order, exhibit)).toSorted((a, b) => Number(a.content.answeredOn !== null) - Number(b.content.answeredOn !== null))
  return (
    <Panel>
      <Title order={2} size="h4" mb={6}>
        {t('lists.reply.title')}
      </Title>
      <div role="status">
        {tied.map(({ id, content }) => (
          <Text key={id} size="sm">
            {t('lists.reply.tied', { day: content.answeredOn ?? '' })} <Shown>{content.to}</Shown>
          </Text>
        ))}
      </div>
      {open.length > 0 && <ReplyForm exhibit={exhibit} orders={open} today={guide.data.today} />}
    </Panel>
  )
}

function ReplyForm({ exhibit, orders, today }: { exhibit: ExhibitId; orders: readonly Order[]; today: string }) {
  const { t } = useTranslation()
  const [chosen, choose] = useState<string | null>(null)
  const [typed, type] = useState<string | null>(null)
  const order = orders.find(({ id }) => id === chosen) ?? orders[0]
  const day = typed ?? order?.content.answeredOn ?? today
  const isDay = Day.safeParse(day.trim()).success
  const save = useAction(async () => {
    if (order === undefined) return
    await call('record.save', answered(order, exhibit, day.trim()))
    type(null)
  })
  const labelOf = ({ content: { to, sentOn } }: Order) => `${visible(to)}, ${sentOn === null ? t('lists.reply.unsent') : t('lists.reply.sent', { day: sentOn })}`
  return (
    <>
      <Text size="sm" maw="68ch">
        {t('lists.reply.lead')}
      </Text>
      <Group align="flex-end" mt="xs">
        <NativeSelect label={t('lists.reply.order')} value={order?.id ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)} data={orders.map((one) => ({ value: one.id, label: labelOf(one) }))} />
        <TextInput label={t('lists.reply.day')} placeholder={t('records.dayForm')} value={day} onChange={({ currentTarget }) => type(currentTarget.value)} error={isDay ? null : t('records.badDay')} autoComplete="off" maw={180} />
        <Button variant="default" onClick={() => void save.run(undefined)} loading={save.pending} disabled={!isDay}>
          {t('lists.reply.submit')}
        </Button>
      </Group>
      <ErrorNotice error={save.error} />
    </>
  )
}
