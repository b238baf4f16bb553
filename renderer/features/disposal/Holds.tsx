import { Button, Group, Stack, Text, TextInput, Textarea, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import type { CaseId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { useAction } from '../../client/hooks.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatTime } from '../../ui/format.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { ReasonDialog } from '../../ui/ReasonDialog.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText } from '../../ui/Status.tsx'
import { leave, settled, useUnsaved } from '../../ui/unsaved.tsx'

export function Holds({ caseId, holds }: { caseId: CaseId; holds: readonly HoldView[] }) {
  const { t } = useTranslation()
  const [placing, place] = useDisclosure(false)
  const [lifting, setLifting] = useState<number | null>(null)
  const texts = { title: t('disposal.hold.liftTitle'), lead: t('disposal.hold.liftLead'), reason: t('disposal.hold.reason'), submit: t('disposal.hold.lift') }
  return (
    <Panel>
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2}>{t('disposal.hold.title')}</Title>
          <Button variant="default" size="xs" onClick={place.open}>
            {t('disposal.hold.place')}
          </Button>
        </Group>
        <Text size="sm" maw="68ch">
          {t('disposal.hold.lead')}
        </Text>
        {holds.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('disposal.hold.none')}
          </Text>
        ) : (
          <DataTable
            caption={t('disposal.hold.title')}
            rows={holds}
            rowKey={({ placed }) => String(placed)}
            columns={[
              {
                key: 'authority',
                header: t('disposal.hold.column.authority'),
                cell: ({ authority, reference }) => (
                  <>
                    <Shown>{authority}</Shown>
                    {reference !== '' && (
                      <Text size="sm" c="dimmed">
                        <Shown>{reference}</Shown>
                      </Text>
                    )}
                  </>
                ),
              },
              { key: 'reason', header: t('disposal.hold.column.reason'), cell: ({ reason, at, by }) => (
                <>
                  <Shown lines>{reason}</Shown>
                  <Text size="sm" c="dimmed">
                    {t('disposal.hold.placed', { at: formatTime(at), name: visible(by) })}
                  </Text>
                </>
              ) },
              {
                key: 'state',
                header: t('disposal.hold.column.state'),
                kind: 'tight',
                cell: ({ placed, lifted }) =>
                  lifted === null ? (
                    <Group gap="xs">
                      <StatusText tone="warn">{t('disposal.hold.standing')}</StatusText>
                      <Button size="xs" variant="subtle" onClick={() => setLifting(placed)}>
                        {t('disposal.hold.lift')}
                      </Button>
                    </Group>
                  ) : (
                    <Text size="sm">{t('disposal.hold.lifted', { at: formatTime(lifted.at), name: visible(lifted.by), reason: visible(lifted.reason) })}</Text>
                  ),
              },
            ]}
          />
        )}
      </Stack>
      <Dialog title={t('disposal.hold.place')} opened={placing} onClose={place.close}>
        <PlaceForm caseId={caseId} onClose={place.close} />
      </Dialog>
      <ReasonDialog texts={texts} opened={lifting !== null} onClose={() => setLifting(null)} onSubmit={(reason) => call('hold.lift', { case: caseId, placed: lifting ?? 0, reason })} />
    </Panel>
  )
}

/** There only while the dialog is open. */
function PlaceForm({ caseId, onClose }: { caseId: CaseId; onClose: () => void }) {
  const { t } = useTranslation()
  const [fields, setFields] = useState({ authority: '', reference: '', reason: '' })
  const [checked, setChecked] = useState(false)
  useUnsaved(Object.values(fields).some((text) => text !== ''))
  const act = useAction(async () => {
    await call('hold.place', { case: caseId, ...fields })
    settled()
    onClose()
  })
  const field = (name: keyof typeof fields) => ({
    label: t(`disposal.hold.${name}`),
    value: fields[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => setFields((now) => ({ ...now, [name]: value })),
    error: checked && name !== 'reference' && fields[name].trim() === '' ? t('common.form.required') : null,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (fields.authority.trim() !== '' && fields.reason.trim() !== '') void act.run(undefined)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput {...field('authority')} maxLength={200} data-autofocus />
        <TextInput {...field('reference')} description={t('disposal.hold.referenceHint')} maxLength={200} />
        <Textarea {...field('reason')} description={t('disposal.hold.reasonHint')} maxLength={2000} autosize minRows={2} />
        <ErrorNotice error={act.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => leave(onClose)}>
            {t('common.action.cancel')}
          </Button>
          <Button type="submit" loading={act.pending}>
            {t('disposal.hold.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
