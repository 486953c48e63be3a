// Asking for help beyond the three taps: what repeats, by phone, what is entrusted, for somebody else, and what becomes
// of a request nobody answers.

import AxeBuilder from '@axe-core/playwright';
import { ask, fillIn, seenBy, toTheCheck, unfold } from './support/asking.mjs';
import { drafts, wholeBackend } from './support/peek.mjs';
import { everythingIsSent, PHONE, row } from './support/person.mjs';
import { expect, test } from './support/world.mjs';

const DAY = 24 * 60 * 60 * 1000;

const EVERYONE = 'What everyone sees';
const HELPER = 'What the helper you accept sees';

const check = (page) => page.getByRole('heading', { level: 1, name: 'Check it, then ask' });
const send = (page) => page.getByRole('button', { name: 'Ask', exact: true }).click();

async function noBarrier(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([]);
}

test('help every week at an exact time: the days before, the rule for everyone, the time for the helper alone', async ({ world, newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await page.goto('/help/ask');
  await page.getByRole('button', { name: 'Company', exact: true }).click();
  await page.getByText('An exact time, or more than once').click();
  await page.getByLabel('At what time?').fill('10:30');
  await expect(page.getByRole('radio', { name: 'morning' })).toBeChecked();
  await page.getByRole('combobox', { name: 'How often?' }).selectOption('Every week');
  await page.getByRole('combobox', { name: 'How many times?' }).selectOption('6');
  await expect(page.getByRole('combobox', { name: 'How many times?' }).getByRole('option').last()).toHaveText('13');
  await expect(page.getByRole('button', { name: /^Whenever/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  await expect(page.getByRole('list', { name: 'The days' }).getByRole('listitem')).toHaveCount(6);
  await noBarrier(page);
  await page.getByRole('button', { name: 'Next', exact: true }).click();
  await page.getByRole('button', { name: 'Balzers', exact: true }).click();

  await expect(check(page)).toBeFocused();
  await fillIn(page, { title: 'A walk each week', name: 'Anna', address: 'Musterweg 3' });
  await expect(seenBy(page, EVERYONE)).toContainText(/every \w+day, 6 times/);
  await expect(seenBy(page, EVERYONE)).not.toContainText('10:30');
  await expect(seenBy(page, HELPER)).toContainText('At 10:30');
  await expect(seenBy(page, HELPER)).toContainText('Musterweg 3');
  await expect(seenBy(page, EVERYONE)).not.toContainText('Musterweg');
  await send(page);
  await expect(page.getByRole('heading', { level: 1, name: 'A walk each week' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'What it is about' })).toContainText(/every \w+day, 6 times/);
  await everythingIsSent(page);
  const backend = await wholeBackend(world);
  expect(backend).toContain('FREQ=WEEKLY;INTERVAL=1;COUNT=6');
  expect(backend).not.toContain('Musterweg 3');
});

test('by phone, anywhere is offered first for a call, and names no area', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await page.goto('/help/ask');
  await page.getByRole('button', { name: 'A phone call', exact: true }).click();
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Where, roughly?' })).toBeFocused();
  await expect(page.getByRole('main').getByRole('button').first()).toContainText('By phone, anywhere');
  await page.getByRole('button', { name: /^By phone, anywhere/ }).click();
  await expect(check(page)).toBeFocused();
  await page.getByRole('button', { name: 'Somebody who listens', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'In a few words' })).toHaveValue('Somebody who listens for a while');
  await expect(seenBy(page, EVERYONE)).toContainText('By phone, anywhere');
  await send(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Somebody who listens for a while' })).toBeVisible();
  expect(decodeURIComponent(page.url())).toContain('/help/a:request:');
  await expect(page.getByRole('region', { name: 'What it is about' })).toContainText('By phone, anywhere');
});

test('a wider area is proposed where few people live, and the person may choose another', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await toTheCheck(page, { category: 'Garden', place: 'Malbun', search: true });
  await expect(seenBy(page, EVERYONE)).toContainText(/Malbun.*about 3 km wide/);
  await page.getByRole('link', { name: /^Change.*Where/ }).click();
  await expect(page.getByRole('radio', { name: '3 km', exact: true })).toBeChecked();
  await page.getByRole('radio', { name: '27 km' }).check();
  await page.getByRole('button', { name: 'Next: check' }).click();
  await expect(seenBy(page, EVERYONE)).toContainText('about 27 km wide');
});

test('children are asked for where somebody is approved', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await page.goto('/help');
  await everythingIsSent(page);
  await toTheCheck(page, { category: 'Children' });
  await expect(seenBy(page, EVERYONE)).toContainText('Helpers a coordinator approved');
});

test('answers become words one can change, and hints say what is better kept back', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await toTheCheck(page);
  await page.getByRole('textbox', { name: 'Where to, roughly?' }).fill('the clinic in Vaduz');
  await expect(page.getByRole('textbox', { name: 'In a few words' })).toHaveValue('A ride to the clinic in Vaduz');
  const words = page.getByRole('textbox', { name: 'In your words' });
  await page.getByRole('button', { name: 'One way', exact: true }).click();
  await expect(words).toHaveValue('One way is enough.');
  await words.fill('Hello! One way is enough. Thank you.');
  await page.getByRole('button', { name: 'There and back', exact: true }).click();
  await expect(words).toHaveValue('Hello! There, and back again later. Thank you.');

  await page.getByRole('textbox', { name: 'Where to, roughly?' }).fill('Musterweg 3');
  await expect(page.getByText('This text holds an address.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Where to, roughly?' }).fill('Vaduz');
  await expect(page.getByText('This text holds an address.')).toHaveCount(0);
  await words.fill('Only an idiot would not help');
  await expect(page.getByText('Some of these words may hurt.')).toBeVisible();
  await fillIn(page, { title: 'A ride 🚗 مع ليلى', name: 'ليلى', words: 'ä😀'.repeat(1000) });
  await expect(page.getByText('0 characters left')).toBeVisible();
  await noBarrier(page);
  await send(page);
  await expect(page.getByRole('heading', { level: 1, name: 'A ride 🚗 مع ليلى' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('for somebody else only once they agreed; what is wrong takes the focus and nothing typed is lost', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await toTheCheck(page, { category: 'A meal' });
  await fillIn(page, { title: 'Soup for my neighbour', name: 'Ben' });
  await unfold(page);
  await page.getByRole('checkbox', { name: /I'm asking for somebody else/ }).check();
  await page.getByRole('spinbutton', { name: 'How many helpers?' }).fill('0');
  await page.getByText('More about it').click();
  await send(page);
  const wrong = page.getByRole('alert').filter({ hasText: 'Something needs you first' });
  await expect(wrong).toBeFocused();
  await wrong.getByRole('link', { name: /^Write how many helpers/ }).click();
  await expect(page.getByRole('spinbutton', { name: 'How many helpers?' })).toBeFocused();
  await page.getByRole('spinbutton', { name: 'How many helpers?' }).fill('2');
  await wrong.getByRole('link', { name: /^Ask the person first/ }).click();
  await expect(page.getByRole('checkbox', { name: /They know about it/ })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByRole('textbox', { name: 'In a few words' })).toHaveValue('Soup for my neighbour');
  await send(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Soup for my neighbour' })).toBeVisible();
  await expect(page.getByText('Asked for somebody else.')).toBeVisible();
});

test('everything chosen is still there after a reload', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  await toTheCheck(page);
  await page.getByRole('button', { name: 'There and back', exact: true }).click();
  await unfold(page);
  await page.getByRole('radio', { name: 'In writing' }).check();
  await page.getByRole('checkbox', { name: 'Turkish' }).check();
  await page.getByRole('checkbox', { name: 'Climb stairs' }).check();
  await page.getByRole('radio', { name: 'People somebody here vouches for' }).check();
  await expect.poll(() => drafts(page)).toContain('vouched');
  await page.reload();
  await expect(check(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'There and back', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await unfold(page);
  await expect(page.getByRole('radio', { name: 'In writing' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Turkish' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Climb stairs' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Come by car' })).toBeChecked();
  for (const said of ['In writing', 'Turkish', 'Climb stairs', 'People somebody here vouches for']) {
    await expect(seenBy(page, EVERYONE)).toContainText(said);
  }
  await page.getByRole('checkbox', { name: 'A key' }).check();
  await expect(seenBy(page, EVERYONE)).toContainText('Helpers a coordinator approved');
});

test('nobody answers: first something to try, then asked again in one tap with all that was locked', async ({ newPerson }) => {
  const { page } = await newPerson({ viewport: PHONE });
  const old = await ask(page, { category: 'Garden', when: 'Whenever', title: 'Rake the leaves', name: 'Anna', address: 'Musterweg 3' });
  await everythingIsSent(page);
  const follow = page.getByRole('region', { name: 'What you can do now' });
  await expect(follow).toHaveCount(0);

  await page.clock.setFixedTime(Date.now() + 3 * DAY);
  await page.goto('/');
  await expect(page.getByText('Nobody has answered “Rake the leaves” yet')).toBeVisible();
  await page.goto(old);
  await expect(follow.getByRole('heading', { name: 'Nobody has answered yet' })).toBeVisible();
  await noBarrier(page);
  await follow.getByRole('link', { name: 'Say when' }).click();
  await page.getByRole('button', { name: /^Tomorrow/ }).click();
  await expect(check(page)).toBeFocused();
  await expect(page.getByText('You are asking anew.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue('Musterweg 3');
  await page.goBack();
  await page.goto(old);

  await page.clock.setFixedTime(Date.now() + 28 * DAY);
  await page.goto(old);
  await expect(follow).toContainText('Your request ends in 2 days.');
  await follow.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByText('Asked again. The old request is closed.')).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(encodeURI(old).slice(-12)));
  await page.goto('/help');
  await expect(row(page, 'Rake the leaves')).toHaveCount(1);
  await page.goto(old);
  await expect(page.getByText('This was asked anew.')).toBeVisible();
  await page.getByRole('link', { name: 'See it there' }).click();
  await expect(page.getByText('This was asked anew.')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Rake the leaves' })).toBeVisible();
});

test.describe('where nobody is approved', () => {
  test.use({ demo: 'by-hand' });

  test('children, keys and cash are not asked for, and the page says kindly why', async ({ newPerson }) => {
    const { page } = await newPerson({ viewport: PHONE });
    await page.goto('/help/ask');
    await page.getByRole('button', { name: 'Children', exact: true }).click();
    await expect(page.getByText('This can’t be asked here yet')).toBeVisible();
    await expect(page.getByText('Talk to your coordinator, or to family and friends you trust.')).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'What do you need a hand with?' })).toBeVisible();
    await noBarrier(page);

    await toTheCheck(page, { category: 'A pet' });
    await unfold(page);
    await page.getByRole('checkbox', { name: 'A key' }).check();
    await expect(page.getByText('This can’t be asked here yet')).toBeVisible();
    await send(page);
    await expect(page.getByRole('alert').filter({ hasText: 'Nobody can be entrusted with this here yet.' })).toBeFocused();
    await page.getByRole('checkbox', { name: 'A key' }).uncheck();
    await expect(page.getByText('This can’t be asked here yet')).toHaveCount(0);
    await send(page);
    await expect(page.getByRole('heading', { level: 1, name: 'A pet' })).toBeVisible();
  });
});
