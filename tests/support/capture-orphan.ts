import { runCapture, type CaptureRequest } from '../../electron/services/capture/index.ts'
import { spawnCapture } from './capture.ts'
import { captureChildren } from './processes.ts'

/** An engine that is there to be killed: says which child it has once that child loads a page. */
process.on('message', (request: CaptureRequest) => {
  void runCapture({
    request,
    spawn: spawnCapture,
    signal: new AbortController().signal,
    onStep: ({ step }) => {
      if (step === 'load') void captureChildren().then((children) => process.send?.(children))
    },
    onArtefact: async () => undefined,
  })
})
