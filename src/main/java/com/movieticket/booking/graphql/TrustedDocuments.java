package com.movieticket.booking.graphql;

import com.movieticket.booking.settings.Problem;
import graphql.GraphQLError;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the operator's documents, once, at start: {@code *.graphql} files and {@link Manifest}s.
 *
 * <p>Every document is read and validated; all that can't be run is told together. Other files and directories in the
 * directory are none of our business.
 */
final class TrustedDocuments {
    private static final String SETTING =
            "graphql.documents.directory (environment variable GRAPHQL_DOCUMENTS_DIRECTORY)";
    /** Bytes of one file. */
    private static final long LARGEST_FILE = 16 << 20;
    /** Of problems; more are not told. */
    static final int LONGEST_LIST = 20;

    private final DocumentReader reader;
    private final ClientErrors errors;
    private final Map<DocumentId, ReadyDocument> documents = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private TrustedDocuments(DocumentReader reader, ClientErrors errors) {
        this.reader = reader;
        this.errors = errors;
    }

    /**
     * All documents of a directory.
     *
     * @throws UnusableDocumentsException if anything is wrong with them, or there are none
     */
    static Map<DocumentId, ReadyDocument> in(Path directory, DocumentReader reader, ClientErrors errors) {
        var trusted = new TrustedDocuments(reader, errors);
        trusted.read(directory);
        if (!trusted.problems.isEmpty()) {
            throw new UnusableDocumentsException(trusted.problems.stream().limit(LONGEST_LIST).toList());
        }
        return trusted.documents;
    }

    private void read(Path directory) {
        List<Path> files = files(directory);
        files.forEach(this::file);
        if (documents.isEmpty() && problems.isEmpty()) {
            note(directory, "a directory that holds *.graphql files or *.json manifests of documents");
        }
    }

    private List<Path> files(Path directory) {
        try (var all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".graphql") || file.toString().endsWith(".json"))
                    .sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            note(directory, "a directory that can be read");
            return List.of();
        }
    }

    private void file(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                note(file, "a file of at most " + LARGEST_FILE + " bytes");
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (file.toString().endsWith(".graphql")) {
                document(file, "", DocumentId.of(bytes), text);
            } else {
                manifest(file, text);
            }
        } catch (CharacterCodingException e) {
            note(file, "a text in UTF-8");
        } catch (IOException e) {
            note(file, "a file that can be read");
        }
    }

    private void manifest(Path file, String text) {
        try {
            for (Manifest.Entry entry : Manifest.read(text)) {
                String name = " " + entry.name();
                if (DocumentId.of(entry.text()).sha256().equals(entry.sha256())) {
                    document(file, name, new DocumentId(entry.sha256()), entry.text());
                } else {
                    note(file + name, "known by the SHA-256 of its text, in hexadecimal digits; GraphQL Code Generator "
                            + "needs hashAlgorithm: 'sha256' for that");
                }
            }
        } catch (Manifest.UnknownFormException e) {
            note(file, "a manifest, of GraphQL Code Generator's client preset or Apollo's: " + e.getMessage());
        }
    }

    private void document(Path file, String name, DocumentId id, String text) {
        try {
            documents.put(id, reader.read(text));
        } catch (Refused e) {
            note(file + name, "a document that can be run: " + e.errors().stream()
                    .map((Function<GraphQLError, ClientError>) errors::of).map(ClientError::message)
                    .limit(3).collect(Collectors.joining("; ")));
        }
    }

    private void note(Object found, String allowed) {
        problems.add(new Problem(SETTING, found.toString(), allowed));
    }
}
