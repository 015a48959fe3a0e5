export { GraphView, type Step } from './GraphView'
