package com.movieticket.booking.operations;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code deploy/kong.sh} puts the secret into Kong's configuration, or Kong doesn't start. */
class KongSecretIT {
    private static final String SECRET = "Zm9v/YmFy+QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=";

    @TempDir
    private Path folder;
    private Tool shell;

    @BeforeEach
    void find() {
        shell = Tool.installed("sh", "that Kong gets its secret is not tested");
    }

    private Tool.Run start(String secret) {
        return shell.run(Map.of("KONG_TEMPLATE", "deploy/kong.yml", "KONG_DECLARATIVE_CONFIG", whole().toString(),
                "JWT_SECRET", secret), "deploy/kong.sh", "echo", "kong", "docker-start");
    }

    private Path whole() {
        return folder.resolve("kong.yml");
    }

    @Test
    void the_secret_is_put_in_for_nobody_else_to_read_and_kong_runs() throws IOException {
        Tool.Run run = start(SECRET);
        assertThat(run).isEqualTo(new Tool.Run(0, "kong docker-start\n"));
        assertThat(Node.read(whole().toString()).at("consumers", 0, "jwt_secrets", 0, "secret").text())
                .isEqualTo(SECRET);
        assertThat(Files.readString(whole()).replace('"' + SECRET + '"', "${JWT_SECRET}"))
                .isEqualTo(TheService.read("deploy/kong.yml"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(whole()))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789012345678901234567890", "012345678901234567890123456789|g",
            "0123456789 0123456789 0123456789 0123456789", "01234567890123456789012345678901\"",
            "01234567890123456789012345678901&", "01234567890123456789012345678901\\"})
    void without_a_good_one_kong_does_not_run(String secret) {
        Tool.Run run = start(secret);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).startsWith("JWT_SECRET m").doesNotContain("docker-start", "0123456789");
        assertThat(whole()).doesNotExist();
    }
}
