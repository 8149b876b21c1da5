package com.movieticket.booking.graphql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** What may happen to a text on its way, by chance or by malice. */
enum Mutation {
    FLIP {
        @Override
        byte[] of(byte[] text, byte[] other, RandomGenerator random) {
            byte[] flipped = text.clone();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                flipped[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return flipped;
        }
    },
    SPLICE {
        @Override
        byte[] of(byte[] text, byte[] other, RandomGenerator random) {
            int from = random.nextInt(other.length);
            return joined(text, 0, random.nextInt(text.length), other, from, other.length);
        }
    },
    TRUNCATE {
        @Override
        byte[] of(byte[] text, byte[] other, RandomGenerator random) {
            int from = random.nextInt(10) == 0 ? random.nextInt(text.length) : 0;
            return joined(text, from, random.nextInt(from, text.length), text, 0, 0);
        }
    },
    /** A piece stands at the place of another. */
    SWAP {
        @Override
        byte[] of(byte[] text, byte[] other, RandomGenerator random) {
            int from = random.nextInt(text.length);
            int to = Math.min(text.length, from + random.nextInt(1, 12));
            int at = random.nextInt(text.length);
            return inserted(text, at, joined(text, from, to, text, 0, 0), Math.min(text.length, at + to - from));
        }
    },
    /** Again and again. */
    REPEAT {
        @Override
        byte[] of(byte[] text, byte[] other, RandomGenerator random) {
            int from = random.nextInt(text.length);
            int to = Math.min(text.length, from + random.nextInt(1, 40));
            var repeated = new ByteArrayOutputStream();
            for (int i = random.nextInt(2, random.nextInt(20) == 0 ? 3_000 : 60); i > 0; i--) {
                repeated.write(text, from, to - from);
            }
            return inserted(text, to, repeated.toByteArray(), to);
        }
    },
    JUNK {
        @Override
        byte[] of(byte[] text, byte[] other, RandomGenerator random) {
            int at = random.nextInt(text.length + 1);
            byte[] junk = random.nextInt(4) == 0 ? BYTES.get(random.nextInt(BYTES.size()))
                    : TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
            return inserted(text, at, junk, at);
        }
    };

    private static final List<String> TEXTS = List.of("{", "}", "(", ")", "[", "]", "\"", "\"\"\"", "\\", "\\u", "\\uD800",
            "$", "@", "!", "...", "|", "&", ":", "=", "#", ",", "\n", "\r", "\t", "\0", "\uFEFF", "\u2028", "\u202E", "\u0130",
            "\uD83C\uDFAC", "\uFFFF", "-", "1e", "0x1", "NaN", "null", "true", " on ", "fragment F on Query{...F}", "@skip(if:true)",
            "query", "mutation", "__schema{types{name}}", "__type(name:\"Query\"){fields{type{fields{name}}}}", "$v",
            "9".repeat(50), "extend type Query{a:Int}", "\"a\":1,", "%s%n", "${x}", "<script>");
    private static final List<byte[]> BYTES = List.of(new byte[] {(byte) 0xff}, new byte[] {(byte) 0xc0, (byte) 0xaf},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            new byte[] {0}, new byte[] {(byte) 0xe2, (byte) 0x80});

    /**
     * What has become of a text, which isn't changed itself.
     *
     * @param text  not empty
     * @param other not empty
     */
    abstract byte[] of(byte[] text, byte[] other, RandomGenerator random);

    private static byte[] inserted(byte[] text, int at, byte[] piece, int goOn) {
        byte[] begin = joined(text, 0, at, piece, 0, piece.length);
        return joined(begin, 0, begin.length, text, goOn, text.length);
    }

    private static byte[] joined(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
        byte[] both = new byte[to - from + otherTo - otherFrom];
        System.arraycopy(one, from, both, 0, to - from);
        System.arraycopy(other, otherFrom, both, to - from, otherTo - otherFrom);
        return both;
    }
}
