// Uses the playground as somebody in front of a browser would, and prints what was seen there as one JSON object.
import {chromium} from 'playwright-core';

const [url, browserPath, token, pictures] = process.argv.slice(2);
const origin = new URL(url).origin;

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
});
const page = await (await browser.newContext({viewport: {width: 1280, height: 800}})).newPage();
page.setDefaultTimeout(15_000);

const seen = {complaints: [], elsewhere: [], tokensSent: []};
page.on('console', message => {
  if (['error', 'warning'].includes(message.type())) {
    seen.complaints.push(message.text());
  }
});
page.on('pageerror', error => seen.complaints.push(String(error)));
page.on('requestfailed', request => seen.complaints.push(`failed: ${request.url()}`));
page.on('request', request => {
  if (new URL(request.url()).origin !== origin && !request.url().startsWith('data:')) {
    seen.elsewhere.push(request.url());
  }
  seen.tokensSent.push(request.headers().authorization ?? '');
});
await page.addInitScript(() => {
  window.violations = [];
  document.addEventListener('securitypolicyviolation', event =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
});
const violations = () => page.evaluate(() => window.violations);

const editor = label => page.locator(`[aria-label="${label}"] .CodeMirror:visible`);
const content = label => editor(label).evaluate(element => element.CodeMirror.getValue());
const replace = async (label, text) => {
  await editor(label).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
};
const tab = async title => {
  await page.locator('.graphiql-tab-button', {hasText: new RegExp(`^${title}$`)}).click();
  await page.waitForFunction(operation =>
    document.querySelector('[aria-label="Query Editor"] .CodeMirror').CodeMirror.operationName === operation, title);
};
const tool = name => page.getByRole('button', {name, exact: true}).click();
const answered = () => page.waitForResponse(response => response.request().method() === 'POST');
const shown = text => page.waitForFunction(expected =>
  document.querySelector('[aria-label="Result Window"] .CodeMirror').CodeMirror.getValue().includes(expected), text);
const run = async expected => {
  await Promise.all([answered(), page.getByRole('button', {name: 'Execute query (Ctrl-Enter)'}).click()]);
  await shown(expected);
  return JSON.parse(await content('Result Window'));
};
const picture = name => page.screenshot({path: `${pictures}/${name}.png`});

// It opens, with the operations in its tabs.
await Promise.all([answered(), page.goto(url)]);
const titles = await page.locator('.graphiql-tab').allInnerTexts();
seen.tabs = [];
for (const title of titles) {
  await tab(title);
  seen.tabs.push({title, query: await content('Query Editor'), variables: JSON.parse(await content('Variables'))});
}

// A booking is made and paid, once the header editor has a token.
await tab('CreateBooking');
seen.withoutToken = await run('errors');
await tool('Headers');
await replace('Headers', JSON.stringify({Authorization: `Bearer ${token}`}));
await tool('Variables');
await replace('Variables', JSON.stringify({userId: 'user123', showtimeId: 'show456', seatNumbers: ['A1', 'A2']}, null, 2));
seen.created = await run('"data"');
const bookingId = seen.created.data.create_booking.booking.id;

// The docs explain every field.
await tool('Show Documentation Explorer');
await page.locator('.graphiql-doc-explorer').getByText('BookingType', {exact: true}).click();
await page.locator('.graphiql-doc-explorer-title', {hasText: 'BookingType'}).waitFor();
seen.docs = await page.locator('.graphiql-doc-explorer').innerText();
await editor('Variables').evaluate(element => element.CodeMirror.scrollTo(0, 0));
await picture('created');

// Whatever is typed is run.
await tool('Headers');
const headers = await content('Headers');
await tool('Add tab');
await tool('Headers');
await replace('Headers', headers);
await editor('Query Editor').click();
await page.keyboard.press('Control+a');
await page.keyboard.type(`{ get_booking(booking_id: "${bookingId}") { seats status } }`);
seen.typed = await run('"data"');

// Everything that opens a dialog or a menu keeps to the policy too.
await page.keyboard.press('Escape');
await tool('Show History');
await page.getByLabel('History', {exact: true}).last().waitFor();
await tool('Open short keys dialog');
await page.getByRole('dialog', {name: 'Short Keys'}).waitFor();
await page.keyboard.press('Escape');
await tool('Open settings dialog');
await tool('Dark');
await page.keyboard.press('Escape');
await picture('dark');
await tool('Open settings dialog');
await tool('Light');
await page.keyboard.press('Escape');
await tool('Prettify query (Shift-Ctrl-P)');
await replace('Query Editor', 'query First { __typename } query Second { __typename }');
await page.locator('.graphiql-execute-button[aria-haspopup="menu"]').click();
await page.getByRole('menuitem', {name: 'Second'}).click();
await shown('"__typename"');
await page.waitForFunction(() => localStorage.getItem('graphiql:tabState').includes('Second'));
seen.violations = await violations();

// What was written in a tab is still there the next time, but the token is not kept.
await Promise.all([answered(), page.reload()]);
seen.titlesAfterReload = await page.locator('.graphiql-tab').allInnerTexts();
seen.historyIsKept = await page.evaluate(id => localStorage.getItem('graphiql:queries').includes(id), bookingId);
seen.tokenIsKept = await page.evaluate(secret => JSON.stringify(localStorage).includes(secret), token);
seen.violations.push(...await violations());

await browser.close();
console.log(JSON.stringify(seen));
