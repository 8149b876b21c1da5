/**
 * What the people who operate the service are given, held against the service itself and, where they are installed,
 * against the programs that read it: {@code app.yaml}, {@code deploy/} and {@code docs/runbook.md}.
 */
package com.movieticket.booking.operations;
