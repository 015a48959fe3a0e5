export { SignInPage } from './SignInPage'
export { signOut } from './signOut'
