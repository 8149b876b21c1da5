package com.movieticket.booking.graphql;

import com.movieticket.booking.graphql.GraphQlExecution.Stage;
import com.movieticket.booking.settings.Limit;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.Settings.Limits;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.schema.GraphQLSchema;
import graphql.validation.GoodFaithIntrospectionExceeded;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a text into a document that may be run, or tells what is wrong with it: looks over the text, parses,
 * measures, validates, in this order, so that each step meets only what the one before it has found bearable.
 * Thread-safe.
 */
final class DocumentReader {
    /** The library's rules of grammar within one another; a field within a field is three, a list within a list two. */
    private static final int DEEPEST_GRAMMAR = 200;
    /** White space for each token: every single blank counts, and people indent. */
    private static final int SPACES = 16;

    /** Fields of mutations, when they are asked for without detours. */
    static final Set<String> URGENT = Set.of("process_payment", "cancel_booking");

    private final GraphQLSchema schema;
    private final boolean introspection;
    private final Limits limits;
    private final ParserOptions options;

    DocumentReader(GraphQLSchema schema, Settings.GraphQl settings) {
        this.schema = schema;
        this.introspection = settings.introspection();
        this.limits = settings.limits();
        int tokens = limits.of(Limit.TOKENS);
        this.options = ParserOptions.getDefaultOperationParserOptions().transform(options -> options
                .maxTokens(tokens).maxWhitespaceTokens(SPACES * tokens).maxRuleDepth(DEEPEST_GRAMMAR));
    }

    /** The document, if all is well with it. */
    ReadyDocument read(String text) throws Refused {
        DocumentText.check(text, limits);
        Document document = parsed(text);
        DocumentSize size = MeasuringDocument.check(document, limits);
        if (size.introspectionDepth() > 0 && !introspection) {
            throw new Refused(Stage.REFUSED, "The schema can't be asked for here", ErrorCode.INTROSPECTION_DISABLED);
        }
        List<OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class);
        refuseSubscriptions(operations);
        List<? extends GraphQLError> errors = errors(document);
        if (!errors.isEmpty()) {
            throw new Refused(Stage.REFUSED, errors);
        }
        return new ReadyDocument(text, new PreparsedDocumentEntry(document), Conditions.of(document),
                operations.stream()
                        .map(operation -> new ReadyDocument.Op(Optional.ofNullable(operation.getName()),
                                operation.getOperation(), EstimatingCost.of(operation, document, schema),
                                RequestedOperation.of(operation, document)))
                        .toList(), urgent(document));
    }

    private static boolean urgent(Document document) {
        return document.getDefinitionsOfType(OperationDefinition.class).stream()
                .filter(operation -> operation.getOperation() == OperationDefinition.Operation.MUTATION)
                .flatMap(operation -> operation.getSelectionSet().getSelectionsOfType(Field.class).stream())
                .anyMatch(field -> URGENT.contains(field.getName()));
    }

    /** The library's rule for them falls over directives that lack an argument, before it has looked at any. */
    private static void refuseSubscriptions(List<OperationDefinition> operations) throws Refused {
        if (operations.stream().anyMatch(it -> it.getOperation() == OperationDefinition.Operation.SUBSCRIPTION)) {
            throw new Refused(Stage.REFUSED, "The schema has no subscriptions", ErrorCode.GRAPHQL_VALIDATION_FAILED);
        }
    }

    private Document parsed(String text) throws Refused {
        try {
            return Parser.parse(ParserEnvironment.newParserEnvironment()
                    .document(text).parserOptions(options).locale(Locale.ENGLISH).build());
        } catch (ParseCancelledTooDeepException e) {
            throw Refused.beyond(Limit.DEPTH, limits);
        } catch (ParseCancelledException e) {
            throw Refused.beyond(Limit.TOKENS, limits);
        } catch (InvalidSyntaxException e) {
            throw new Refused(Stage.REFUSED, List.of(e.toInvalidSyntaxError()));
        }
    }

    private List<? extends GraphQLError> errors(Document document) {
        try {
            return ParseAndValidate.validate(schema, document, Locale.ENGLISH);
        } catch (GoodFaithIntrospectionExceeded e) {
            return List.of(e.toBadFaithError());
        }
    }
}
