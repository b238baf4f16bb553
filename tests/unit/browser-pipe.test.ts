import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { PipeTransport } from '../../electron/services/browser/pipe.ts'

function pipe(limit?: number) {
  const [write, read] = [new PassThrough(), new PassThrough()]
  const failures: string[] = []
  const messages: string[] = []
  const transport = new PipeTransport(write, read, (error) => failures.push(error.message), limit)
  let closed = 0
  transport.onmessage = (message) => void messages.push(message)
  transport.onclose = () => void closed++
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { write, read, transport, failures, messages, settled, closed: () => closed }
}

describe('the debugging pipe', () => {
  it('takes messages apart wherever the pieces break', async () => {
    const { read, messages, settled } = pipe()
    const bytes = Buffer.from('{"a":"å"}\0{"b":2}\0{"c"')
    for (const byte of bytes) read.write(Buffer.from([byte]))
    read.write(Buffer.from(':3}\0\0'))
    await settled()
    expect(messages).toEqual(['{"a":"å"}', '{"b":2}', '{"c":3}', ''])
  })

  it('ends each message with a zero byte', async () => {
    const { write, transport } = pipe()
    transport.send('{"id":1}')
    expect(String(write.read())).toBe('{"id":1}\0')
  })

  it('ends the session at a message over the limit, whole or in pieces', async () => {
    const { read, failures, messages, closed, settled } = pipe(100)
    read.write(Buffer.from(`${'a'.repeat(100)}\0`))
    await settled()
    expect(messages).toHaveLength(1)
    read.write(Buffer.alloc(60, 'b'))
    read.write(Buffer.alloc(60, 'b'))
    await settled()
    expect(failures).toEqual(['message from the browser over 100 bytes'])
    expect(closed()).toBe(1)
  })

  it('ends the session when the receiver can not read a message, and throws nothing into the event loop', async () => {
    const { read, transport, failures, closed, settled } = pipe()
    transport.onmessage = (message) => void JSON.parse(message)
    read.write(Buffer.from('no json\0'))
    await settled()
    expect(failures).toHaveLength(1)
    expect(closed()).toBe(1)
  })

  it('closes once, and sends nothing after', async () => {
    const { write, read, transport, closed, settled } = pipe()
    read.destroy(new Error('EPIPE'))
    await settled()
    transport.close()
    transport.send('late')
    expect(closed()).toBe(1)
    expect(write.readableLength).toBe(0)
  })
})
