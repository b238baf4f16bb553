import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { receiptGroups } from '../../shared/encoding/index.ts'
import { groupsOfFour } from './format.ts'
import css from './ui.module.css'

function Copy({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation()
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => {
        const text = copied ? t('common.action.copied') : t('common.hash.copy', { label })
        return (
          <Tooltip label={text}>
            <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={text}>
              {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )
      }}
    </CopyButton>
  )
}

export interface HashTextProps {
  value: string
  /** What it is, for the copy button's name. */
  label: string
  /** How many digits are shown; the whole value is copied. */
  digits?: number
}

export function HashText({ value, label, digits }: HashTextProps) {
  const shown = digits === undefined || digits >= value.length ? value : `${value.slice(0, digits)}…`
  return (
    <span className={css['hash']}>
      <code title={value}>{shown}</code>
      <Copy value={value} label={label} />
    </span>
  )
}

/** A whole fingerprint in groups of four, to be copied by hand and read aloud. */
export function Fingerprint({ value, label }: { value: string; label: string }) {
  const groups = groupsOfFour(value)
  return (
    <div className={css['fingerprint']}>
      <code className={css['groups']} aria-label={`${label}: ${groups.join(' ')}`} role="img">
        {groups.map((group, at) => (
          <span key={`${at}-${group}`}>{group}</span>
        ))}
      </code>
      <Copy value={value} label={label} />
    </div>
  )
}

/** The code of a receipt in the groups in which it stands on the paper and is typed in. */
export function ReceiptCode({ value, label }: { value: string; label: string }) {
  const text = receiptGroups(value).join(' ')
  return (
    <span className={css['hash']}>
      <code className={css['code']}>{text}</code>
      <Copy value={text} label={label} />
    </span>
  )
}
