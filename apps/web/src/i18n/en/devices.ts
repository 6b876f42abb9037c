export const devices = {
  title: 'Signing in',
  password: 'Password',
  passwordText: 'With another password, every other device has to sign in again.',
  currentPassword: 'Current password',
  newPassword: 'New password',
  newPasswordHelp:
    'At least 15 characters, 8 with an authenticator app. Four words in a row are easy to remember.',
  change: 'Change the password',
  changed: 'Changed. Other devices are signed out.',
  sessions: 'Where you are signed in',
  sessionsText: 'Sign out what you do not recognise, then change your password.',
  current: 'This device',
  seen: 'Last seen {time}',
  until: 'Ends by itself {time}',
  end: 'Sign out',
  endTitle: 'Sign out {device}?',
  endText: 'At once. Whoever sits there has to sign in again.',
  endOthers: 'Sign out everywhere else',
  endOthersTitle: 'Sign out everywhere else?',
  endOthersText:
    'One other device is signed out at once. | {count} other devices are signed out at once.',
}
