import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

const server = process.env.TIDINGS_URL ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react()],
  // The packages as they are written, not as they were built last.
  resolve: { conditions: ['tidings-source', ...defaultClientConditions] },
  build: {
    outDir: 'dist',
    // A strict Content-Security-Policy allows no data: addresses.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': server,
      '/ws': { target: server, ws: true },
    },
  },
})
