import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Due } from '../../../shared/contract/index.ts'
import { dynamicText, type Translate } from '../../../shared/locales/index.ts'
import type { Language } from '../../../shared/model/index.ts'
import { useLanguage } from '../../client/i18n.ts'
import { Panel } from '../../ui/Page.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { StatusText, type Tone } from '../../ui/Status.tsx'
import { offenceName, platformName } from './titles.ts'
import css from './steps.module.css'

/** What it is about, in words: offences and platforms stand in it by their ids. */
export function dueText({ what, subject, reckoned }: Due, t: Translate, language: Language): string {
  const text = dynamicText(t, `guide.due.${what}`, { subject: what === 'limitation' ? offenceName(subject, language) : platformName(subject, language) })
  return reckoned === undefined ? text : `${text} ${t('guide.reckoned.sign')}`
}

/** Each day that a limitation was reckoned to: by the law as it comes with the program, and by what the office noted. */
function Reckoned({ reckoned }: { reckoned: NonNullable<Due['reckoned']> }) {
  const { t } = useTranslation()
  return (
    <ul className={css['reckoned']}>
      {reckoned.map(({ day, years, term, stopped }, index) => (
        <li key={index}>
          <Shown>{term === null ? t('guide.reckoned.shipped', { day, count: years }) : t('guide.reckoned.local', { day, count: years, by: term.by, source: term.source })}</Shown>
          {stopped && ` ${t('guide.reckoned.stopped')}`}
        </li>
      ))}
    </ul>
  )
}

export const leftText = (left: number, t: Translate): string => (left === 0 ? t('guide.due.today') : left > 0 ? t('guide.due.left', { count: left }) : t('guide.due.past', { count: -left }))

/** A month ahead is soon for what can't be made good afterwards, a week for the rest. */
export const toneOf = ({ left, hard }: Due): Tone => (left < 0 || (hard && left <= 30) ? 'bad' : left <= (hard ? 90 : 7) ? 'warn' : 'quiet')

export function DueList({ dues }: { dues: readonly Due[] }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (dues.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('guide.due.none')}
      </Text>
    )
  }
  return (
    <>
      <Panel padded={false}>
        <ul className={css['dues']}>
          {dues.map((due, index) => (
            <li key={index}>
              <div>
                <time dateTime={due.day}>{due.day}</time>
                <StatusText tone={toneOf(due)}>{leftText(due.left, t)}</StatusText>
              </div>
              <div>
                <Shown>{dueText(due, t, language)}</Shown>
                {due.reckoned !== undefined && <Reckoned reckoned={due.reckoned} />}
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      {dues.some(({ what }) => what === 'limitation' || what === 'civil-limitation') && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('guide.due.lawyer')}
        </Text>
      )}
    </>
  )
}
