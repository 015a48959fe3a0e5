import { z } from 'zod'

// zod compiles its schemas with `new Function` unless told not to, which the content security policy reports.
z.config({ jitless: true })
