// One row created, changed or removed moves exactly the figures that count it, within 2 s.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {changes, committeeOf, figures, newId} from './fixtures.mjs';
import {call, closeAll, county, eventually} from './suite.mjs';

const limit = 2000;
let organization;
before(async () => ({name: organization} = await committeeOf('clerk')));
after(closeAll);

// Runs `act` and waits until the figures differ from `before` by exactly `expected`; returns the figures and act's answer.
async function moves(expected, act) {
  const earlier = await figures();
  const row = await act();
  let now;
  await eventually(async () => {
    now = await figures();
    return JSON.stringify(changes(earlier, now)) === JSON.stringify(expected);
  }, limit, `the change ${JSON.stringify(expected)} of figures`).catch((error) => {
    throw new Error(`${error.message}; they changed by ${JSON.stringify(changes(earlier, now))}`);
  });
  return row;
}

test('a red site: created, closed, opened', async () => {
  const create = {parent: county, venue: {organization, display_name: '试验红军亭', kind: 'VENUE_KIND_RED'}};
  const venue = await moves({9: 1}, () => call('xianfeng.training.v1.VenueService/CreateVenue', create));
  const update = (state) => () =>
      call('xianfeng.training.v1.VenueService/UpdateVenue', {venue: {name: venue.name, state}, update_mask: {paths: ['state']}});
  await moves({9: -1}, update('VENUE_STATE_CLOSED'));
  await moves({9: 1}, update('VENUE_STATE_ACTIVE'));
  await moves({9: -1, 10: 1}, () => call('xianfeng.training.v1.VenueService/UpdateVenue', {
    venue: {name: venue.name, kind: 'VENUE_KIND_GREEN'},
    update_mask: {paths: ['kind']},
  }));
  await moves({10: -1}, update('VENUE_STATE_CLOSED'));
});

test('an instructor counts in his category and in the sum', async () => {
  const instructor = {organization, display_name: '盘田秀', category: 'INSTRUCTOR_CATEGORY_PRACTICAL', field: 'INSTRUCTOR_FIELD_AGRICULTURE', hired_from: {year: 2023, month: 1, day: 1}};
  const made = await moves({13: 1, '11-13': 1}, () => call('xianfeng.training.v1.InstructorService/CreateInstructor', {parent: county, instructor}));
  await moves({13: -1, '11-13': -1}, () => call('xianfeng.training.v1.InstructorService/UpdateInstructor', {
    instructor: {name: made.name, hired_until: {year: 2023, month: 12, day: 31}},
    update_mask: {paths: ['hired_until']},
  }));
});

test('a suggestion counts once it is screened as valid', async () => {
  const suggestion = {
    organization,
    proposer_kind: 'PROPOSER_KIND_MEMBER',
    topic: 'SUGGESTION_TOPIC_PROJECT',
    content: '修一条产业路',
    submitted_date: {year: 2024, month: 3, day: 1},
  };
  const made = await call('xianfeng.volunteer.v1.SuggestionService/CreateSuggestion', {parent: county, suggestion});
  const screen = (screening) => () => call('xianfeng.volunteer.v1.SuggestionService/UpdateSuggestion', {
    suggestion: {name: made.name, screening},
    update_mask: {paths: ['screening']},
  });
  await moves({44: 1}, screen('SCREENING_VALID'));
  await moves({44: -1}, screen('SCREENING_DUPLICATE'));
});

test('an award counts until it is revoked', async () => {
  const award = {organization, kind: 'AWARD_KIND_ADVANCED_VILLAGE', year: 2023, recipient: `试验村${newId()}`};
  const made = await moves({30: 1}, () => call('xianfeng.report.v1.AssessmentService/CreateAward', {parent: county, award}));
  await moves({30: -1}, () => call('xianfeng.report.v1.AssessmentService/RevokeAward', {name: made.name, reason: '试验'}));
});

test('the identities and claims hold', async () => {
  const {identities, ok} = await call('xianfeng.report.v1.FigureService/CheckIdentities', {parent: county});
  assert.ok(identities.some((identity) => /\[11\] \+ \[12\] \+ \[13\]/.test(identity.formula) && identity.holds));
  assert.ok(ok);
});
