import { ActionIcon, Button, Tooltip, useComputedColorScheme } from '@mantine/core'
import { IconLanguage, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '../../client/hooks.ts'
import { useLanguage } from '../../client/i18n.ts'

/** Language and theme, one press each; everything else about them is in the settings. */
export function Appearance() {
  const { t } = useTranslation()
  const language = useLanguage()
  const scheme = useComputedColorScheme('light')
  const settings = useSettings()
  const other = language === 'sv' ? 'en' : 'sv'
  const themeText = scheme === 'dark' ? t('common.theme.toLight') : t('common.theme.toDark')
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        c="var(--mantine-color-text)"
        leftSection={<IconLanguage size={16} aria-hidden />}
        lang={other}
        onClick={() => void settings.run({ language: other })}
      >
        {t(`common.language.${other}`)}
      </Button>
      <Tooltip label={themeText}>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          aria-label={themeText}
          onClick={() => void settings.run({ theme: scheme === 'dark' ? 'light' : 'dark' })}
        >
          {scheme === 'dark' ? <IconSun size={17} aria-hidden /> : <IconMoon size={17} aria-hidden />}
        </ActionIcon>
      </Tooltip>
    </>
  )
}
