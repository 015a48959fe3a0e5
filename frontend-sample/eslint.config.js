import js from '@eslint/js'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import importX from 'eslint-plugin-import-x'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const FEATURES = [
  'admin',
  'assets',
  'collections',
  'connection',
  'dashboard',
  'executions',
  'jobs',
  'live',
  'models',
  'notifications',
  'savings',
  'secrets',
  'session',
  'sessions',
  'threads',
  'workflows',
]

const LAYERS = [
  {
    target: './packages/tidings-client',
    from: ['./packages/tidings-react', './src'],
    message: 'tidings-client is the lowest layer and knows nothing of React or the sample.',
  },
  {
    target: './packages/tidings-react',
    from: './src',
    message: 'tidings-react knows nothing of the sample.',
  },
  {
    target: ['./src/api', './src/ui'],
    from: ['./src/features', './src/app'],
    message: 'Features use api and ui, not the other way round.',
  },
  {
    target: './src/features',
    from: './src/app',
    message: 'The application puts features together; a feature does not know it.',
  },
  ...FEATURES.map((feature) => ({
    target: `./src/features/${feature}`,
    from: './src/features',
    except: [`./${feature}`],
    message: 'A feature does not import another one; src/app joins them.',
  })),
]

export default defineConfig(
  globalIgnores(['**/dist', 'test-results']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({ conditionNames: ['tidings-source', 'import', 'default'] }),
      ],
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: LAYERS }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    files: ['packages/tidings-client/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['react', 'react-dom', '@tanstack/*'] }],
    },
  },
  {
    files: ['packages/tidings-client/src/stomp{Connection,Session}.ts'],
    rules: {
      // stomp.js declares its option and header records as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  { files: ['**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['scripts/*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    files: ['public/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly' } },
  },
)
