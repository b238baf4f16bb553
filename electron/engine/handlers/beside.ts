import { Refusal } from '../../../shared/contract/index.ts'
import { saveAs } from './exhibits.ts'

/** How many files of one name may lie in a folder before somebody should look at it. */
const MOST_COPIES = 99

/** A PDF into a folder that a person chose. Nothing is overwritten: a second one gets a number. */
export async function saveBeside(folder: string, stem: string, pdf: Uint8Array): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? `${stem}.pdf` : `${stem}-(${copy}).pdf`
    try {
      await saveAs(folder, name, once(pdf))
      return name
    } catch (error) {
      const exists = error instanceof Refusal && error.params['reason'] === 'exists'
      if (!exists || copy === MOST_COPIES) throw error
    }
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
