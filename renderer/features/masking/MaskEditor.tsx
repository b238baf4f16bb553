import { Button, Group, Stack, Switch, Tabs, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MaskingView } from '../../../shared/contract/index.ts'
import { LeaveQuestion } from '../../ui/LeaveQuestion.tsx'
import { Panel } from '../../ui/Page.tsx'
import { OthersLeftOut } from './OthersLeftOut.tsx'
import { PictureMask } from './PictureMask.tsx'
import { ReceiverFields } from './ReceiverFields.tsx'
import { SavePanel } from './SavePanel.tsx'
import { TextMask } from './TextMask.tsx'
import { useCovers, type Part } from './useCovers.ts'
import { useReceiver } from './useReceiver.ts'
import { usePartName } from './usePartName.ts'
import css from './masking.module.css'

export interface MaskEditorProps {
  view: MaskingView
  /** As the exhibit is called in the vault. */
  ownTitle: string
  onSaved: () => void
}

export function MaskEditor({ view, ownTitle, onSaved }: MaskEditorProps) {
  const { t } = useTranslation()
  const covers = useCovers(view)
  const receiver = useReceiver(view)
  const nameOf = usePartName()
  const first = covers.parts[0]?.name ?? ''
  const [tab, setTab] = useState(first)
  // Nothing may be shown to anybody that nobody looked at: what was recorded once was looked at then.
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set(view.at === null ? [first] : covers.parts.map(({ name }) => name)))
  const [asReceiver, setAsReceiver] = useState(false)
  const [said, setSaid] = useState({ text: '', times: 0 })
  const say = (text: string) => setSaid(({ times }) => ({ text, times: times + 1 }))
  const open = (name: string | null) => {
    if (name === null) return
    setTab(name)
    setSeen((before) => new Set([...before, name]))
  }
  const back = () => {
    covers.undo?.()
    say(t('masking.tools.undone'))
  }
  const forth = () => {
    covers.redo?.()
    say(t('masking.tools.redone'))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // A field has an undo of its own.
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) forth()
    else back()
  }
  return (
    <>
      <LeaveQuestion
        unsaved={covers.changed || receiver.changed}
        title={t('masking.leave.title')}
        text={t('masking.leave.text')}
        discard={t('masking.leave.discard')}
        stay={t('masking.leave.stay')}
      />
      <VisuallyHidden role="status">
        {/* The same words again are said again. */}
        <span key={said.times}>{said.text}</span>
      </VisuallyHidden>
      <Panel>
        <Stack gap="sm" onKeyDown={onKeyDown}>
          <Group justify="space-between" gap="sm">
            <Title order={2}>{t('masking.parts.title')}</Title>
            <Group gap="xs">
              <Button size="xs" variant="default" leftSection={<IconArrowBackUp size={15} aria-hidden />} onClick={back} disabled={covers.undo === null} aria-keyshortcuts="Control+Z">
                {t('masking.tools.undo')}
              </Button>
              <Button size="xs" variant="default" leftSection={<IconArrowForwardUp size={15} aria-hidden />} onClick={forth} disabled={covers.redo === null} aria-keyshortcuts="Control+Y">
                {t('masking.tools.redo')}
              </Button>
              <Switch size="sm" label={t('masking.tools.asReceiver')} checked={asReceiver} onChange={({ currentTarget }) => setAsReceiver(currentTarget.checked)} />
            </Group>
          </Group>
          <Tabs value={tab} onChange={open}>
            <Tabs.List>
              {covers.parts.map((part) => (
                <Tabs.Tab key={part.name} value={part.name}>
                  <span className={css['tab']}>
                    {nameOf(part.name)}
                    <PartState part={part} seen={seen.has(part.name)} />
                  </span>
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {covers.parts.map((part) => (
              <Tabs.Panel key={part.name} value={part.name} pt="sm">
                <Stack gap="sm">
                  <Switch
                    label={t('masking.parts.shown', { name: nameOf(part.name) })}
                    checked={part.shown}
                    onChange={({ currentTarget }) => covers.change(part.name, { shown: currentTarget.checked })}
                  />
                  {!part.shown ? (
                    <Text size="sm" c="dimmed">
                      {t('masking.parts.leftOut')}
                    </Text>
                  ) : part.kind === 'picture' ? (
                    <PictureMask part={part} slices={view.slices.filter(({ of }) => of === part.name)} covers={covers} asReceiver={asReceiver} say={say} />
                  ) : (
                    <TextMask part={part} covers={covers} asReceiver={asReceiver} say={say} />
                  )}
                </Stack>
              </Tabs.Panel>
            ))}
          </Tabs>
        </Stack>
      </Panel>
      <OthersLeftOut names={view.others} />
      <ReceiverFields receiver={receiver} parts={covers.parts} ownTitle={ownTitle} ownAddress={view.ownAddress} />
      <SavePanel view={view} covers={covers} receiver={receiver} seen={seen} onOpen={open} onSaved={onSaved} />
    </>
  )
}

function PartState({ part, seen }: { part: Part; seen: boolean }) {
  const { t } = useTranslation()
  const count = part.covered.length
  return <small>{!part.shown ? t('masking.parts.out') : !seen ? t('masking.parts.unseen') : count === 0 ? t('masking.parts.whole') : t('masking.parts.covered', { count })}</small>
}
