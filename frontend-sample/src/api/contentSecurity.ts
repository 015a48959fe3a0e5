import { z } from 'zod'

// zod compiles its schemas with `new Function` unless told not to, which the content security policy reports. It has to
// be told before the first schema is made, so what is in one chunk with zod imports this as well.
z.config({ jitless: true })
