import './jitless.ts'
import { serve } from './desk.ts'
import { start } from './main.ts'

// One script in one file: without a document it is the worker of the page that it came from.
if (typeof document === 'undefined') serve()
else start()
