/** Of what pdfkit keeps to itself, the parts that would grow with every page. */
interface Ref {
  data: unknown
  end(): void
}
interface Kept {
  _root: { data: { Pages: { data: { Kids: { data: { StructParents?: number } }[] } } } }
  getStructParentTree(): { get(key: number): unknown; add(key: number, value: unknown): void }
  ref(data: unknown): Ref
}

/**
 * Writes out what is known of finished pages and forgets it. By itself pdfkit keeps until the end, for every piece of
 * text, an object that says to which element it belongs, and every page's resources; of five hundred exhibits in two
 * languages that is more than a small machine has.
 *
 * Call it where no element is open. The page that is being drawn is left alone.
 */
export function createRelease(doc: object): () => void {
  const kept = doc as Kept
  let released = 0
  return () => {
    const pages = kept._root.data.Pages.data.Kids
    const owners = kept.getStructParentTree()
    for (; released < pages.length - 1; released += 1) {
      const page = pages[released]
      const key = page?.data.StructParents
      if (page === undefined) continue
      if (key !== undefined) {
        const list = kept.ref(owners.get(key))
        list.end()
        list.data = null
        owners.add(key, list)
      }
      page.data = {}
    }
  }
}
