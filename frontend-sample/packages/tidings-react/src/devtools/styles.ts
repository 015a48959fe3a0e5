import type { CSSProperties } from 'react'

export const panelStyle: CSSProperties = {
  position: 'fixed',
  insetBlockEnd: 'var(--tidings-devtools-inset, 8px)',
  insetInlineStart: 8,
  maxBlockSize: '60vh',
  maxInlineSize: '60vw',
  overflow: 'auto',
  padding: 8,
  background: 'Canvas',
  color: 'CanvasText',
  border: '1px solid',
  font: '12px/1.4 ui-monospace, monospace',
  zIndex: 9_999,
}

export const tableStyle: CSSProperties = {
  inlineSize: '100%',
  textAlign: 'start',
  overflowWrap: 'anywhere',
}
