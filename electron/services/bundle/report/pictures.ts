import type { PreviewRow } from '../../evidence/index.ts'
import type { Picture } from './paper.ts'
import type { ReportParts } from './types.ts'

export interface Pictures {
  /** Reads it and writes it into the file the first time that it is asked for. */
  of(preview: PreviewRow): Promise<Picture>
}

/**
 * Pictures of the report, each in the file once: the small one in the list, the page of the exhibit, the edge that the
 * page before repeats and the part in the other language all draw the same object. What is kept of one after it was
 * written is its size and its number.
 */
export function createPictures(doc: PDFKit.PDFDocument, { evidence }: ReportParts): Pictures {
  const known = new Map<string, Picture>()
  return {
    async of(preview) {
      const id = `${preview.object.id} ${preview.object.sha256}`
      const found = known.get(id)
      if (found !== undefined) return found
      const chunks: Uint8Array[] = []
      for await (const chunk of evidence.readPreview(preview)) chunks.push(chunk)
      const picture = embedded(doc, Buffer.concat(chunks))
      known.set(id, picture)
      return picture
    },
  }
}

interface Embeddable {
  embed(into: PDFKit.PDFDocument): void
}

/** pdfkit would write it when it is first drawn, and hold its bytes until then; its types lack both calls. */
function embedded(doc: PDFKit.PDFDocument, jpeg: Buffer): Picture {
  const picture = (doc as unknown as { openImage(source: Buffer): Embeddable }).openImage(jpeg)
  picture.embed(doc)
  return picture as unknown as Picture
}
