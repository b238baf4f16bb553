import { useHotkeys } from '@mantine/hooks'
import { go, history, paths } from '../../client/paths.ts'

/** The search by Ctrl+K, also from within a field: no single letter, which somebody may want to type or say (WCAG 2.1.4). */
export function useSearchKey(): void {
  useHotkeys(
    [
      [
        'mod+K',
        () => {
          if (history.location.pathname === paths.search()) document.getElementById('search-words')?.focus()
          else go(paths.search())
        },
      ],
    ],
    [],
  )
}
