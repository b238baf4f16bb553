import { useState } from 'react'
import type { ExhibitContent } from '../../../shared/contract/index.ts'
import type { ExhibitId } from '../../../shared/model/index.ts'
import { call } from '../../client/bridge.ts'
import { type Action, useAction } from '../../client/hooks.ts'

export interface Uncovering {
  /** Null while covered. */
  content: ExhibitContent | null
  show: Action<void, ExhibitContent>
  cover(): void
}

/** Covered until somebody chooses to look, which is logged. What was uncovered is kept only as long as the page. */
export function useContent(exhibit: ExhibitId): Uncovering {
  const [content, setContent] = useState<ExhibitContent | null>(null)
  const show = useAction(async (_: void) => {
    const shown = await call('exhibit.view', { exhibit })
    setContent(shown)
    return shown
  })
  return { content, show, cover: () => setContent(null) }
}
