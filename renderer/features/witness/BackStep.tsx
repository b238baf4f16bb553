import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SittingView } from '../../../shared/contract/index.ts'
import { call, withSecrets } from '../../client/bridge.ts'
import { useAction, useStatus } from '../../client/hooks.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SecretInput } from '../../ui/SecretInput.tsx'
import { useTypedSecret } from '../../ui/typed-secret.ts'
import { useShow } from './useSitting.ts'

/** Whoever takes the vault back shows that they may: the witness has had the machine to themselves. */
export function BackStep({ sitting, onStay }: { sitting: SittingView; onStay: () => void }) {
  const { t } = useTranslation()
  const status = useStatus()
  const show = useShow()
  const done = sitting.items.every(({ stage }) => stage === 'signed' || stage === 'declined')
  const end = useAction(async (typed: string) => {
    await withSecrets([typed], (passphrase = new Uint8Array()) => call('sitting.end', { passphrase }))
    show(null)
  })
  const { field, onSubmit } = useTypedSecret((typed) => void end.run(typed))
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Text size="sm">{t('sitting.back.lead', { name: status.data?.vault?.officer.name ?? '' })}</Text>
        {!done && <Text size="sm">{t('sitting.back.unsigned')}</Text>}
        <SecretInput label={t('sitting.back.passphrase')} {...field} />
        <ErrorNotice error={end.error} />
        <Group justify="space-between">
          <Button type="submit" loading={end.pending}>
            {t('sitting.back.submit')}
          </Button>
          <Button variant="subtle" onClick={onStay}>
            {t(done ? 'sitting.back.stayDone' : 'sitting.back.stay')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
