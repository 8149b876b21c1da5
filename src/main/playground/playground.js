'use strict';

// The operations of the API document, one tab each, in the order in which a booking is made.
const booking = 'id user_id showtime_id seats total_amount status created_at updated_at';
const fields = booking.split(' ').join('\n      ');

const tabs = [
  {
    query: `mutation CreateBooking(
  $userId: String!
  $showtimeId: String!
  $seatNumbers: [String!]!
) {
  create_booking(
    user_id: $userId
    showtime_id: $showtimeId
    seat_numbers: $seatNumbers
  ) {
    success
    booking {
      ${fields}
    }
    message
    lock_id
  }
}
`,
    variables: {userId: '507f1f77bcf86cd799439011', showtimeId: 'showtime_123', seatNumbers: ['A1', 'A2']}
  },
  {
    query: `mutation ProcessPayment(
  $bookingId: String!
  $paymentMethod: String
  $cardDetails: String
) {
  process_payment(
    booking_id: $bookingId
    payment_method: $paymentMethod
    card_details: $cardDetails
  ) {
    success
    booking {
      id
      status
      updated_at
    }
    message
  }
}
`,
    variables: {bookingId: '', paymentMethod: 'credit_card', cardDetails: null}
  },
  {
    query: `query GetBooking($bookingId: String!) {
  get_booking(booking_id: $bookingId) {
    ${booking.split(' ').join('\n    ')}
  }
}
`,
    variables: {bookingId: ''}
  },
  {
    query: `query GetUserBookings($userId: String!) {
  get_user_bookings(user_id: $userId) {
    ${booking.split(' ').filter(field => field !== 'user_id').join('\n    ')}
  }
}
`,
    variables: {userId: '507f1f77bcf86cd799439011'}
  },
  {
    query: `mutation CancelBooking(
  $bookingId: String!
  $reason: String
) {
  cancel_booking(booking_id: $bookingId, reason: $reason) {
    success
    booking {
      id
      status
      cancellation_reason
    }
    message
  }
}
`,
    variables: {bookingId: '', reason: null}
  }
];

const variables = tab => JSON.stringify(tab.variables, null, 2);

// GraphiQL's history would keep what was in the header editor, a token perhaps, in the browser.
const withoutHeaders = (key, value) => key === 'graphiql:queries' || key === 'graphiql:favorites'
  ? JSON.stringify(JSON.parse(value), (name, member) => name === 'headers' ? undefined : member)
  : value;

const kept = () => Object.keys(localStorage).filter(key => key.startsWith('graphiql:'));

const storage = {
  getItem: key => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, withoutHeaders(key, value)),
  removeItem: key => localStorage.removeItem(key),
  clear: () => kept().forEach(key => localStorage.removeItem(key)),
  get length() {
    return kept().length;
  }
};

// GraphiQL keeps its tabs in the browser; but it forgets to show the first tab's variables on the first visit.
const firstVisit = localStorage.getItem('graphiql:tabState') === null;

ReactDOM.createRoot(document.getElementById('playground')).render(
  React.createElement(GraphiQL, {
    storage,
    fetcher: GraphiQL.createFetcher({url: '/graphql'}),
    defaultTabs: tabs.map(tab => ({query: tab.query, variables: variables(tab)})),
    variables: firstVisit ? variables(tabs[0]) : undefined,
    defaultEditorToolsVisibility: true,
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false
  })
);
