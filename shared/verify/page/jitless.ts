import { config } from 'zod'

// The page's policy forbids code made from text; without this, zod tries it once and the browser reports a breach.
config({ jitless: true })
