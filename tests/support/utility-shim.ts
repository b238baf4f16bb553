/** Loaded before a program that expects to be a utility process of Electron, when it is one of Node's instead. */
/** Electron's window may not reach this machine; the pages of tests lie on it. */
function lenient(data: unknown): unknown {
  const message = data as { t?: string; options?: object }
  return message.t === 'start' && message.options ? { ...message, options: { ...message.options, allowPrivate: true } } : data
}

Object.assign(process, {
  parentPort: {
    on: (_event: 'message', listener: (event: { data: unknown }) => void) => void process.on('message', (data) => listener({ data: lenient(data) })),
    postMessage: (message: unknown) => void process.send?.(message),
  },
})
// With whoever started it gone, it would run for ever.
process.on('disconnect', () => process.exit(0))
