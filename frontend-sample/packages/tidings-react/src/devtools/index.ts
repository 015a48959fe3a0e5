export { TidingsDevtools, type TidingsDevtoolsProps } from './TidingsDevtools.js'
