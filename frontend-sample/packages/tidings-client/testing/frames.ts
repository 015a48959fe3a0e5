/** A STOMP 1.2 frame as the fake broker reads and writes it. */
export interface Frame {
  readonly command: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const UNESCAPED: Readonly<Record<string, string>> = {
  '\\c': ':',
  '\\n': '\n',
  '\\r': '\r',
  '\\\\': '\\',
}

export function encodeFrame({ command, headers, body }: Frame): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${escapeValue(value)}`)
  return `${[command, ...lines].join('\n')}\n\n${body}\0`
}

export function decodeFrame(text: string): Frame {
  const end = text.indexOf('\n\n')
  const [command = '', ...lines] = text.slice(0, end).split('\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), unescapeValue(line.slice(colon + 1))] as const
  })
  return { command, headers: Object.fromEntries(headers), body: text.slice(end + 2, -1) }
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(':', '\\c')
}

function unescapeValue(value: string): string {
  return value.replace(/\\[cnr\\]/g, (escaped) => UNESCAPED[escaped] ?? escaped)
}
