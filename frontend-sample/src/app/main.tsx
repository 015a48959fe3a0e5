import '../api/contentSecurity'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { observeTraffic } from '../api/traffic'
import { App } from './App'
import { applyTheme } from './theme'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/layout.css'
import './styles/assets.css'
import './styles/activity.css'
import './styles/connection.css'
import './styles/page.css'
import './styles/detail.css'

applyTheme()
observeTraffic()
const root = document.getElementById('root')
if (root === null) throw new Error("Expected an element with id 'root' in index.html")
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
