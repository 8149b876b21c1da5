package com.movieticket.booking.graphql;

import graphql.ErrorClassification;

/** The {@code extensions.code} of an error: what programs go by, where people read the message. */
public enum ErrorCode implements ErrorClassification {
    /** The request doesn't say credibly who is asking. */
    UNAUTHENTICATED,
    /** It is somebody else's. */
    FORBIDDEN,
    /** The client asks too often; {@code Retry-After} says when to come back. */
    RATE_LIMITED,
    /** The user service knows no such active user. */
    USER_NOT_FOUND,
    /** The cinema service knows no such showtime. */
    SHOWTIME_NOT_FOUND,
    /** An argument or variable breaks a rule; the message names it. */
    BAD_USER_INPUT,
    /** A neighbour can't be reached now; the same request may be sent again. */
    SERVICE_UNAVAILABLE,
    /** The document isn't GraphQL. */
    GRAPHQL_PARSE_FAILED,
    /** The document doesn't fit the schema. */
    GRAPHQL_VALIDATION_FAILED,
    /** The request is bigger than is allowed; {@code extensions.limit} names the limit, {@code allowed} what it is. */
    LIMIT_EXCEEDED,
    /** The schema can't be asked for here. */
    INTROSPECTION_DISABLED,
    /** No document of that hash is known; where clients may register documents, send it along. */
    PERSISTED_QUERY_NOT_FOUND,
    /** Documents aren't known by their hash here. */
    PERSISTED_QUERY_NOT_SUPPORTED,
    /** The document that was sent has another hash. */
    PERSISTED_QUERY_HASH_MISMATCH,
    /** Only documents that the operator knows are run. */
    DOCUMENT_NOT_TRUSTED,
    /** The document doesn't say which of its operations is meant. */
    OPERATION_RESOLUTION_FAILURE,
    /** A mutation was asked for by GET. */
    METHOD_NOT_ALLOWED,
    /** What came isn't a GraphQL request. */
    BAD_REQUEST,
    /** There is nothing at that address. */
    NOT_FOUND,
    /** Ours to mend: {@code extensions.error_id} also stands in the log. */
    INTERNAL
}
