import { dialog, type BrowserWindow, type OpenDialogOptions } from 'electron'
import type { Translate } from '../../shared/locales/index.ts'
import type { Picker } from '../engine/door.ts'

type Property = NonNullable<OpenDialogOptions['properties']>[number]

/**
 * The desktop's own dialogs. What is chosen is kept out of the desktop's list of recent files.
 *
 * @param words the texts in the language of this moment
 */
export function createPicker(window: BrowserWindow, words: () => Translate): Picker {
  async function choose(title: string, properties: Property[], type?: [name: string, ...endings: string[]]): Promise<string[]> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title,
      // The same on macOS, whose dialogs have no title.
      message: title,
      properties: [...properties, 'dontAddToRecent'],
      ...(type === undefined ? {} : { filters: [{ name: type[0], extensions: type.slice(1) }, ...(type.length > 2 ? [{ name: words()('desktop.choose.anyType'), extensions: ['*'] }] : [])] }),
    })
    return canceled ? [] : filePaths
  }
  const one = async (...ask: Parameters<typeof choose>) => (await choose(...ask))[0] ?? null

  return {
    files: () => choose(words()('desktop.choose.files'), ['openFile', 'multiSelections']),
    vault: () => one(words()('desktop.choose.vault'), ['openDirectory']),
    folder: (purpose) => one(words()(`desktop.choose.${purpose}`), ['openDirectory', 'createDirectory']),
    bundle: () => one(words()('desktop.choose.exported'), ['openFile'], [words()('desktop.choose.exportedType'), 'zip', 'age']),
    browser: () =>
      process.platform === 'win32'
        ? one(words()('desktop.choose.browser'), ['openFile'], [words()('desktop.choose.program'), 'exe'])
        : one(words()('desktop.choose.browser'), ['openFile', 'treatPackageAsDirectory']),
  }
}
