package com.movieticket.booking.graphql;

/**
 * How much may be under way at once, so that nearly everything is done that can be done, and nothing waits longer than
 * that takes.
 *
 * <p>Nobody knows this number beforehand: it depends on how dear requests are, and on how long others let them wait.
 * What is known is that beyond it, more at once only wait longer. So while somebody has to be turned away, the limit is
 * found by trial: half as many at once are enough if they bring nearly the same goodput; a quarter more are let in if
 * they bring clearly more, and then twice as many. Those few are tried first because all wait longer while more than
 * enough are let in. Ten thousand that wait for a slow neighbour are let in for this reason, since half of
 * them would bring half; of ten thousand who queue for our own processors, or for a neighbour's, some dozens are. While
 * nobody has to be turned away the limit rises, up to the most that can be borne.
 *
 * <p>Not thread-safe.
 */
final class ConcurrencyLimit {
    /** Of the goodput so far, with which half as many at once are enough. */
    private static final double ENOUGH = 0.9;
    /** Of the goodput so far, for which it is worth to let in a quarter more, and to try twice as many. */
    private static final double SOME_MORE = 1.08;
    /** Of the goodput so far, for which it is worth to let in twice as many. */
    private static final double CLEARLY_MORE = 1.2;
    /** So many measures make the mean. */
    private static final int LATEST = 4;
    /** How many times at most what has proved itself is measured again between two trials. */
    private static final int LONGEST_REST = 8;

    private enum Trial { NONE, HALF, QUARTER_MORE, TWICE }

    private final int least;
    private final int most;

    /** The limit that has proved itself, and its goodput, the mean of its latest measures. */
    private int kept;
    private double goodput;
    private int measures;
    private Trial trial;
    private Trial next;
    /** The longer a limit proves itself, the less often something else is tried. */
    private int pause;
    private int rest;

    /**
     * @param least to which it may sink
     * @param most  to which it may rise, and where it begins
     */
    ConcurrencyLimit(int least, int most) {
        this.least = Math.min(least, most);
        this.most = most;
        begin(most);
    }

    /** How many may be under way now. */
    int now() {
        return switch (trial) {
            case NONE -> kept;
            case HALF -> Math.max(least, kept / 2);
            case QUARTER_MORE -> (int) Math.min(most, 5L * kept / 4);
            case TWICE -> (int) Math.min(most, 2L * kept);
        };
    }

    /**
     * Far too many are under way: from here on it is tried anew.
     *
     * @return false if that isn't less than now, and nothing has changed
     */
    boolean cut(int limit) {
        int cut = Math.max(least, limit);
        if (cut >= now()) {
            return false;
        }
        begin(cut);
        return true;
    }

    /** Nobody has had to be turned away for long. */
    void reopen() {
        begin(most);
    }

    /**
     * Takes note of what came of the limit, and chooses the next one.
     *
     * @param done       for each second, once the limit had shown its effect
     * @param turnedAway whether anybody had to be
     */
    void learn(double done, boolean turnedAway) {
        if (!turnedAway) {
            begin((int) Math.min(most, 2L * kept));
            return;
        }
        switch (trial) {
            case NONE -> {
                if (done < goodput / 2) { // somebody has become slow
                    begin(kept);
                    next = Trial.QUARTER_MORE;
                }
                measures = Math.min(LATEST, measures + 1);
                goodput += (done - goodput) / measures;
                if (--rest < 0) {
                    attempt(next);
                }
            }
            case HALF -> judge(done, done >= ENOUGH * goodput, Trial.HALF, Trial.QUARTER_MORE);
            case QUARTER_MORE -> judge(done, done >= SOME_MORE * goodput, Trial.TWICE, Trial.HALF);
            case TWICE -> judge(done, done >= CLEARLY_MORE * goodput, Trial.TWICE, Trial.QUARTER_MORE);
        }
    }

    private void begin(int limit) {
        kept = limit;
        goodput = 0;
        trial = Trial.NONE;
        next = Trial.HALF;
        measures = 0;
        pause = 1;
        rest = 0;
    }

    /** @param then next if what was tried was better; else, after a rest, the other one */
    private void judge(double done, boolean better, Trial then, Trial otherwise) {
        if (better) {
            kept = now();
            goodput = done;
            measures = 1;
            pause = 1;
            attempt(then);
        } else {
            restBefore(otherwise);
        }
    }

    /** Where there is no way to go, the other one is next. */
    private void attempt(Trial wanted) {
        trial = wanted;
        if (now() == kept) {
            restBefore(wanted == Trial.HALF ? Trial.QUARTER_MORE : Trial.HALF);
        }
    }

    private void restBefore(Trial trial) {
        this.trial = Trial.NONE;
        next = trial;
        rest = pause;
        pause = Math.min(LONGEST_REST, 2 * pause);
    }
}
