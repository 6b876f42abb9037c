export const documents = { title: 'Documents', one: 'Document' }
