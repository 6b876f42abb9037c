import { mount } from '@vue/test-utils'
import ui from '@nuxt/ui/vue-plugin'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import { ApiError, unreachable } from '../api/problem.ts'
import { createAppRouter } from '../router.ts'
import UploadRow from './UploadRow.vue'
import type { Upload } from './uploads.store.ts'

function showFailed(problem: Error) {
  const file = new File(['MZ'], 'program.exe')
  const sent = { id: 1, recordId: 42, file, key: 'one-try', share: 0 }
  const upload: Upload = { ...sent, state: 'failed', problem }
  return mount(UploadRow, {
    props: { upload },
    global: { plugins: [createPinia(), createAppRouter(createMemoryHistory()), ui] },
  })
}

it.each([400, 413, 415])('a file refused with %i is not offered to be sent again', (status) => {
  const row = showFailed(new ApiError(status, { code: 'refused', detail: 'The file is empty.' }))
  expect(row.get('[role=alert]').text()).toBe('The file is empty.')
  expect(row.findAll('button').map((button) => button.text())).toEqual(['Put away'])
})

it.each([unreachable(), new ApiError(429, { detail: 'Wait.' }), new ApiError(507, {})])(
  'a file that a later try may bring is',
  (problem) => {
    const actions = showFailed(problem)
      .findAll('button')
      .map((button) => button.text())
    expect(actions).toEqual(['Send again', 'Put away'])
  },
)
