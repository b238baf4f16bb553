import type { Protocol } from '../browser/index.ts'
import { posters } from './content-scripts.ts'
import { judgeReceipt } from './look.ts'
import type { Transfer } from './recorder.ts'
import type { Scene } from './scene.ts'

const DRAIN_MS = 15_000
const MAX_RESOURCES = 2000
const MAX_RESOURCE = 32 * 1024 * 1024

/** Certificates of the page's server, as PEM (RFC 7468). */
export async function takeCertificates({ sight, send, seen }: Scene): Promise<void> {
  const { page, recorder, loading } = sight
  const url = recorder.wayTo(loading.seenLoaderId).hops.at(-1)?.url ?? seen.facts.url
  if (!url.startsWith('https:')) return
  const { tableNames } = await page.session.send('Network.getCertificate', { origin: new URL(url).origin })
  if (tableNames.length === 0) throw new Error('the browser gave no certificate')
  const pem = tableNames.map((der) => `-----BEGIN CERTIFICATE-----\n${der.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`)
  await send('tls-chain.pem', 'application/x-pem-file', [Buffer.from(pem.join(''))])
}

/** What was exchanged, with its bodies. */
export async function takeArchive(scene: Scene): Promise<void> {
  const { archive, exchanges, notes, seen, text } = scene
  await exchanges.end(DRAIN_MS)
  if (scene.sight.recordedFrom === 'capture' && !scene.sight.hazards.hasCrashed) await recoverResources(scene)
  judgeReceipt(scene)
  const { counts } = archive
  const { exact, bodies, recorder, page } = scene.sight
  // A worker may have its script before anybody watches it, or as the watching only begins.
  const isHalfTold = ({ session, type, answers }: Transfer) => session !== page.session && type === 'Script' && answers.at(-1)?.exchange.status === null
  const unanswered = new Set(recorder.unended().filter(isHalfTold).map(({ requestId }) => requestId))
  const untold = [...exact.letGo].filter((id) => unanswered.has(id) || !recorder.visits.wasTold(id)).length
  const missing = counts.bodiesMissing + bodies.missed + (scene.sight.way === 'link' ? exact.missed + untold : 0)
  if (missing > 0) notes.add('archive-partial', String(missing))
  if (counts.leftOut > 0) notes.add('bound-archive', String(counts.leftOut))
  if (counts.bodiesAsText > 0) notes.add('body-as-text', String(counts.bodiesAsText))
  const told = { url: seen.facts.url, title: seen.facts.title, at: new Date(seen.at), text: text.slice(0, 100_000) }
  await scene.send('capture.wacz', 'application/wacz', archive.finish(told))
  scene.archived = true
}

/** Films, sound and stills that came with the page, each as a file of its own. */
export async function takeMedia({ sight, media, notes, send }: Scene): Promise<void> {
  const { page, world } = sight
  for (const url of await world.call(posters).catch(() => [])) {
    const found = await page.session.send('Page.getResourceContent', { frameId: page.targetId, url }).catch(() => null)
    if (found) media.poster(url, mediaTypeOf(url), Buffer.from(found.content, found.base64Encoded ? 'base64' : 'utf8'))
  }
  const files = media.files()
  for (const { file, chunks } of files) if (file.name !== null) await send(file.name, file.mediaType || 'application/octet-stream', chunks)
  const lacking = files.filter(({ file }) => file.kept !== 'whole').length
  if (lacking > 0) notes.add('media-partial', `${lacking} / ${files.length}`)
}

/** Files that the page tried to download. */
export async function takeDownloads(scene: Scene): Promise<void> {
  const { sight, notes } = scene
  const { recorder, loading } = sight
  const begun = new Set(sight.hazards.downloads)
  // What the browser shows in a viewer of its own is a file all the same.
  const shown = recorder.shown.pageType === 'application/pdf' ? recorder.wayTo(loading.seenLoaderId).hops.at(-1)?.url : undefined
  if (shown !== undefined) begun.add(shown)
  await takeFiles(scene, begun)
  const kept = scene.downloadsKept.length
  if (kept > 0) notes.add('download-kept', String(kept))
  if (kept < begun.size) notes.add('downloads-partial', `${kept} / ${begun.size}`)
}

/** Files from these addresses, as far as they were received. */
export async function takeFiles(scene: Scene, urls: Iterable<string>): Promise<void> {
  for (const url of urls) {
    const found = scene.exchanges.downloads.get(url)
    if (!found) continue
    const name = `download-${scene.downloadsKept.length + 1}.bin`
    await scene.send(name, 'application/octet-stream', [found.bytes])
    scene.downloadsKept.push({ name, suggested: found.suggested, url, bytes: found.bytes.length })
    if (found.lacks === 'packed') scene.notes.add('file-unmeasured', name)
    else if (found.lacks !== '') scene.notes.add('downloads-partial', `${name}: ${found.lacks}`)
  }
}

function mediaTypeOf(url: string): string {
  const ending = /\.(png|webp|gif)($|\?)/i.exec(url)?.[1]?.toLowerCase()
  return `image/${ending ?? 'jpeg'}`
}

/**
 * Of a page that was open before we listened the browser still holds what it loaded, without the headers and without
 * asking the site anew.
 */
async function recoverResources({ sight, archive, exchanges, received, notes }: Scene): Promise<void> {
  const { session } = sight.page
  const { frameTree } = await session.send('Page.getResourceTree')
  const visit = async (tree: Protocol.Page.FrameResourceTree): Promise<void> => {
    const own = { url: tree.frame.url, mimeType: tree.frame.mimeType, contentSize: 0 }
    for (const { url, mimeType, contentSize = 0 } of [own, ...tree.resources]) {
      if (!/^https?:/i.test(url) || contentSize > MAX_RESOURCE || archive.counts.resources >= MAX_RESOURCES) continue
      const found = await session.send('Page.getResourceContent', { frameId: tree.frame.id, url }).catch(() => null)
      if (!found) continue
      const body = Buffer.from(found.content, found.base64Encoded ? 'base64' : 'utf8')
      await archive.addResource({ url, mediaType: mimeType, at: new Date(), body })
      if (!found.base64Encoded) received.add(body, mimeType, 'utf-8')
      if (tree === frameTree && url === own.url) exchanges.hasPage = true
    }
    for (const child of tree.childFrames ?? []) await visit(child)
  }
  await visit(frameTree)
  notes.add('recovered', String(archive.counts.resources))
}
