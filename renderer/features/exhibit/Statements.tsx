import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AttestationView, ExhibitView } from '../../../shared/contract/index.ts'
import { visible } from '../../../shared/encoding/index.ts'
import { relationText, sinceText } from '../../../shared/locales/witness.ts'
import { countsAsWitness } from '../../../shared/model/index.ts'
import { href, paths } from '../../client/paths.ts'
import { formatTime } from '../../ui/format.ts'
import { HAND_HEIGHT, HAND_WIDTH, pathsOf, strokesOf } from '../../ui/hand.ts'
import { HashText } from '../../ui/HashText.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { type Fact, Facts, HashLink, Panel } from '../../ui/Page.tsx'
import { isUnwitnessed, StatusText } from '../../ui/Status.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { tell } from '../../ui/tell.ts'
import css from './exhibit.module.css'
import { useSaveReceipt } from './useSaveReceipt.ts'

/** Everybody who signed for an exhibit: what they said, what the program found, and how long after the acquisition. */
export function Statements({ exhibit }: { exhibit: ExhibitView }) {
  const { t } = useTranslation()
  if (exhibit.kind === 'comparison' || exhibit.kind === 'recheck') {
    return <Text size="sm">{t(`exhibit.witnesses.${exhibit.kind}`)}</Text>
  }
  const add = (
    <Button component="a" href={href(paths.witness(exhibit.id))} variant="default">
      {t('exhibit.witnesses.add')}
    </Button>
  )
  if (exhibit.attestations.length === 0) {
    return (
      <Notice tone="warn" title={t('common.witness.none')} action={add}>
        {t('exhibit.witnesses.none')}
      </Notice>
    )
  }
  return (
    <Stack>
      {isUnwitnessed(exhibit) && <Notice tone="warn" title={t('common.witness.exposed')} action={add} />}
      {exhibit.attestations.map((attestation) => (
        <Statement key={attestation.seq} attestation={attestation} />
      ))}
      {!isUnwitnessed(exhibit) && <Group>{add}</Group>}
    </Stack>
  )
}

function Statement({ attestation }: { attestation: AttestationView }) {
  const { t } = useTranslation()
  const { witness, grade, standing, at, times, language, statement, original, hand, kid } = attestation
  return (
    <Panel>
      <Stack gap="xs">
        <Group justify="space-between">
          <Title order={2} size="h3">
            <Shown>{witness.name}</Shown>
            {witness.title !== '' && (
              <>
                , <Shown>{witness.title}</Shown>
              </>
            )}
          </Title>
          <StatusText tone={countsAsWitness(standing) ? 'ok' : 'warn'}>
            {t(standing === 'exposed' ? 'common.witness.exposed' : `common.witness.${grade}`)}
            {standing === 'officer' && ` (${t('common.witness.officer')})`}
          </StatusText>
        </Group>
        <Text size="sm" c="dimmed">
          {t('exhibit.witnesses.signed', { when: formatTime(at, 'second') })} · {t('common.witness.later', { since: sinceText(t, times.acquired, at) })} ·{' '}
          {t('exhibit.witnesses.relation', { relation: relationText(t, witness.relation) })}
        </Text>
        <blockquote className={css['statement']} lang={language}>
          <Shown lines>{statement}</Shown>
        </blockquote>
        <Facts facts={factsOf(attestation)} />
        {original !== null && (
          <Text size="sm">
            <HashLink to={paths.exhibit(original.exhibit)}>{t('exhibit.witnesses.toOriginal', { number: original.number })}</HashLink>
          </Text>
        )}
        {hand !== null && (
          <svg className={css['hand']} viewBox={`0 0 ${HAND_WIDTH} ${HAND_HEIGHT}`} role="img" aria-label={`${t('sitting.sign.hand.drawn')}: ${witness.name}`}>
            {pathsOf(strokesOf(hand)).map((path, i) => (
              // Strokes are never moved.
              <path key={i} d={path} />
            ))}
          </svg>
        )}
        <Text size="xs" c="dimmed" component="div">
          {t('exhibit.witnesses.key')}: <HashText value={kid} label={t('exhibit.witnesses.key')} />
        </Text>
        <SaveReceipt attestation={attestation} />
      </Stack>
    </Panel>
  )

  function factsOf({ answers, found, agrees, reservation, noOriginal }: AttestationView): (Fact | null)[] {
    return [
      noOriginal === null ? null : { label: t('exhibit.witnesses.original'), value: t(`exhibit.witnesses.noOriginal.${noOriginal}`), wide: true },
      answers && { label: t('sitting.look.present'), value: t(`sitting.look.presents.${answers.present}`) },
      ...(answers === null
        ? []
        : (['account', 'words', 'date'] as const).map((of): Fact => {
            const { how, value } = answers[of]
            const said = how === 'not-seen' ? t('sitting.look.notSeen') : value
            return { label: t(`sitting.look.${of}`), value: <>
              <Shown>{said}</Shown>
              {how !== 'not-seen' && found !== null && (
                <Text size="xs" c="dimmed">{foundText(found[of])}</Text>
              )}
            </>, wide: true }
          })),
      answers !== null && answers.pictures.length > 0
        ? { label: t('sitting.look.pictures'), value: answers.pictures.map((kind) => t(`sitting.look.picture.${kind}`)).join(', '), wide: true }
        : null,
      answers !== null && answers.remark !== '' ? { label: t('exhibit.witnesses.remark'), value: <Shown lines>{answers.remark}</Shown>, wide: true } : null,
      agrees && { label: t('sitting.compare.agrees'), value: t(`sitting.compare.agree.${agrees}`) },
      original && { label: t('sitting.differences.title'), value: differencesText(original.differences), wide: true },
      reservation === '' ? null : { label: t('sitting.compare.reservation'), value: <Shown lines>{reservation}</Shown>, wide: true },
    ]
  }

  /** What the program makes of an answer: its finding, not the witness's. */
  function foundText({ saved, loaded }: { saved: boolean | null; loaded: boolean | null }): string {
    const say = (stands: boolean | null) => t(`exhibit.witnesses.found.${stands === null ? 'unknown' : stands ? 'yes' : 'no'}`)
    return t('exhibit.witnesses.foundIn', { loaded: say(loaded), saved: say(saved) })
  }

  function differencesText(differences: NonNullable<AttestationView['original']>['differences']): string {
    return (['text', 'picture', 'posts'] as const)
      .map((of) => `${t(`sitting.differences.${of}`)}: ${differences[of] ?? t('exhibit.witnesses.notCompared')}`)
      .join(', ')
  }
}

/** The receipt of one statement once more, for a witness who left without it. */
function SaveReceipt({ attestation: { seq, witness } }: { attestation: AttestationView }) {
  const { t } = useTranslation()
  const save = useSaveReceipt()
  const onClick = async () => {
    const told = await save.run([seq])
    if (told !== null) tell(told)
  }
  return (
    <>
      <ErrorNotice error={save.error} />
      <Group>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => void onClick()}
          loading={save.pending}
          aria-label={`${t('sitting.done.saveOne')}: ${visible(witness.name)}`}
        >
          {t('sitting.done.saveOne')}
        </Button>
      </Group>
    </>
  )
}
