import { CALLS, type CallName, type DialogName, type Failure, type Result } from '../../shared/contract/index.ts'
import type { Engine, Grant } from './types.ts'

/** The native dialogs of a window door. Each answers with absolute paths; null or none: the person closed it. */
export interface Picker {
  files(): Promise<string[]>
  /** The folder of a vault. */
  vault(): Promise<string | null>
  folder(purpose: 'new-vault' | 'bundle'): Promise<string | null>
  bundle(): Promise<string | null>
  browser(): Promise<string | null>
}

type Invoke = (name: unknown, input: unknown) => Promise<Result<unknown>>

const refused = (code: Failure['code'], field: string): Result<never> => ({ ok: false, error: { code, params: { field } } })

const isDialog = (name: CallName): name is DialogName => name.startsWith('dialog.')

/**
 * What a window door does with a call. `name` and `input` come from a window and are hostile: a name outside the
 * contract goes no further, dialogs are answered here, everything else is for the engine to parse.
 */
export function createInvoke(engine: Pick<Engine, 'dispatch' | 'grant'>, picker: Picker, caller: string): Invoke {
  return async (name, input) => {
    if (typeof name !== 'string' || !Object.hasOwn(CALLS, name)) return refused('input.invalid', 'name')
    const known = name as CallName
    if (!isDialog(known)) return engine.dispatch(known, input, caller)
    const parsed = CALLS[known].input.safeParse(input)
    if (!parsed.success) return refused('input.invalid', parsed.error.issues[0]?.path.join('.') ?? '')
    try {
      return { ok: true, value: CALLS[known].output.parse(await answer(known, parsed.data, engine, picker)) }
    } catch {
      // A dialog that fails is a bug of ours or of the desktop; which path it was about is nobody's business.
      return { ok: false, error: { code: 'internal', params: {} } }
    }
  }
}

async function answer(
  name: DialogName,
  input: { purpose?: 'new-vault' | 'bundle' },
  engine: Pick<Engine, 'grant'>,
  picker: Picker,
): Promise<unknown> {
  switch (name) {
    case 'dialog.files':
      return Promise.all((await picker.files()).map(async (path) => file(await engine.grant(path, 'import'))))
    case 'dialog.bundle': {
      const path = await picker.bundle()
      return path === null ? null : file(await engine.grant(path, 'bundle'))
    }
    case 'dialog.browser': {
      const path = await picker.browser()
      return path === null ? null : file(await engine.grant(path, 'browser'))
    }
    case 'dialog.vault': {
      const path = await picker.vault()
      if (path === null) return null
      const { token, name: folder, label } = await engine.grant(path, 'vault')
      return { token, name: folder.replace(/\.bevisvalv$/, ''), label, lastOpened: null }
    }
    case 'dialog.folder': {
      const purpose = input.purpose === 'bundle' ? 'bundle' : 'new-vault'
      const path = await picker.folder(purpose)
      if (path === null) return null
      const { token, label } = await engine.grant(path, purpose === 'bundle' ? 'bundle-folder' : 'new-vault')
      return { token, label }
    }
  }
}

const file = ({ token, name, bytes }: Grant) => ({ token, name, bytes })
