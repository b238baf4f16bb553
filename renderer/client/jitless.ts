import { config } from 'zod'

// Zod would try whether it may compile code, which the page's policy refuses and reports. Imported before any schema.
config({ jitless: true })
