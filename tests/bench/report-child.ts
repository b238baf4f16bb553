import sharp from 'sharp'
import { createBundleCase } from '../support/bundle-case.ts'
import { peakBytes } from '../support/peak.ts'
import { captured, reportOf } from '../support/report-case.ts'

/**
 * One report of so many captures in both languages. Prints what it took of a processor (ms), how many bytes it has and how much
 * memory the process took at most (MiB), what the captures took before included.
 */
const exhibits = Number(process.argv[2])
/** Stretches of each picture, as the app draws them. */
const STRETCHES = 3
const SIZE = { width: 1280, height: 1536 }
const MIB = 1024 * 1024

const office = createBundleCase()
const chain = office.openCase()
for (let number = 1; number <= exhibits; number += 1) {
  await captured(office, chain, { title: `Inlägg ${number}`, host: `plats${number % 9}.example`, account: `Konto ${number % 40}`, width: 8, heights: Array<number>(STRETCHES).fill(8) })
  office.time.wall += 3_600_000
}

// One large picture stands for all: what the office would keep on disk isn't held in memory here.
const noise = Buffer.alloc(SIZE.width * SIZE.height * 3, 0)
for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 2654435761) >>> 29 << 5
const jpeg = await sharp(noise, { raw: { ...SIZE, channels: 3 } }).jpeg({ quality: 30 }).toBuffer()
const { evidence } = office
office.parts.evidence = {
  ...evidence,
  previews: (row) => evidence.previews(row).map((preview, index) => ({ ...preview, ...SIZE, top: index * SIZE.height })),
  async *readPreview() {
    yield Buffer.from(jpeg)
  },
}

let bytes = 0
const before = process.cpuUsage()
for await (const chunk of reportOf(office, chain, { language: 'both' })) bytes += chunk.length
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ ms: (user + system) / 1000, bytes, peakMiB: Math.round(peakBytes() / MIB) }))
