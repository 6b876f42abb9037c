import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import typescript from 'typescript-eslint'

/** Vue components only: TypeScript files are oxlint's. */
export default [
  { ignores: ['**/dist/**', '**/*.ts', '**/*.js', '**/*.mjs'] },
  ...typescript.configs.recommended.map((config) => ({ ...config, files: ['**/*.vue'] })),
  ...vue.configs['flat/recommended'],
  ...accessibility.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
    rules: {
      // Layout is prettier's.
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      // The kit's form fields tie label and control together themselves.
      'vuejs-accessibility/label-has-for': 'off',
    },
  },
]
