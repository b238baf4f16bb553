/** Loaded before a program that expects to be a utility process of Electron, when it is one of Node's instead. */
Object.assign(process, {
  parentPort: {
    on: (_event: 'message', listener: (event: { data: unknown }) => void) => void process.on('message', (data) => listener({ data })),
    postMessage: (message: unknown) => void process.send?.(message),
  },
})
// With whoever started it gone, it would run for ever.
process.on('disconnect', () => process.exit(0))
