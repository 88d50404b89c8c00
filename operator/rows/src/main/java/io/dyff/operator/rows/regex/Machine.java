package io.dyff.operator.rows.regex;

import io.dyff.operator.rows.Effort;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs a program on a text, with the ways that are left to try on a stack of its own. Steps and stack have limits, so
 * that a pattern that explodes fails after about a second, on every machine at the same place.
 */
final class Machine {

    private static final long MOST_STEPS = 50_000_000;

    private static final int ENTRY = 3;
    private static final int MOST_ENTRIES = 1_000_000;

    /** Third number of an entry that is one way, not a run that gives back. */
    private static final int ONE_WAY = -1;

    private final Instruction[] program;
    private final int[] text;
    private final int[] registers;
    private final int bounds;

    /** What to go back to: a place and a position; or a register as {@code ~register} and its value before. */
    private int[] stack = new int[32 * ENTRY];

    private int top;
    private int pc;
    private int position;
    private long steps;
    private int refused;

    /** @param groups without the whole match */
    Machine(Compiler.Program program, int groups, int[] text) {
        this.program = program.instructions();
        this.registers = new int[program.registers()];
        this.bounds = 2 * (groups + 1);
        this.text = text;
    }

    /**
     * The first match from a position on.
     *
     * @param moves whether an empty match there does not count
     */
    Optional<Match> search(int from, boolean moves) throws RegexException {
        Arrays.fill(registers, -1);
        top = 0;
        refused = moves ? from : -1;
        for (int start = from; start <= text.length; start++) {
            long before = steps;
            int end = run(0, start, true);
            Effort.spend(1 + steps - before);
            if (end >= 0) {
                int[] found = Arrays.copyOf(registers, bounds);
                found[0] = start;
                found[1] = end;
                return Optional.of(new Match(text, found));
            }
        }
        return Optional.empty();
    }

    /** Runs up to an Accept; returns where that is, or -1 when no way leads there, with everything as it was. */
    private int run(int first, int from, boolean whole) throws RegexException {
        int base = top;
        pc = first;
        position = from;
        while (true) {
            if (++steps > MOST_STEPS) {
                throw new RegexException("the pattern takes more than " + MOST_STEPS + " steps on a text of "
                        + text.length + " characters");
            }
            Instruction instruction = program[pc];
            boolean accepted = instruction instanceof Instruction.Accept;
            if (accepted && !(whole && from == refused && position == from)) {
                forgetWays(base);
                return position;
            }
            if ((accepted || !execute(instruction)) && !back(base)) {
                return -1;
            }
        }
    }

    /** Returns false when this way has failed. */
    private boolean execute(Instruction instruction) throws RegexException {
        return switch (instruction) {
            case Instruction.One one -> position < text.length && one.test().test(text[position]) && on(position + 1);
            case Instruction.Run run -> run(run);
            case Instruction.Jump jump -> to(jump.to(), position);
            case Instruction.Split split -> {
                push(split.second(), position, ONE_WAY);
                yield to(split.first(), position);
            }
            case Instruction.Save save -> {
                set(save.register(), position);
                yield on(position);
            }
            case Instruction.Close close -> {
                set(2 * close.group(), registers[close.begun()]);
                set(2 * close.group() + 1, position);
                yield on(position);
            }
            case Instruction.Moved moved ->
                to(registers[moved.register()] == position ? moved.exit() : pc + 1, position);
            case Instruction.At at -> isAt(at.place()) && on(position);
            case Instruction.Same same -> same(same);
            case Instruction.IfMatched test ->
                to(registers[2 * test.group()] < 0 ? test.otherwise() : pc + 1, position);
            case Instruction.Look look -> look(look);
            case Instruction.Atomic atomic -> {
                int end = run(pc + 1, position, false);
                yield end >= 0 && to(atomic.next(), end);
            }
            case Instruction.Accept accept -> throw new IllegalStateException("the end of a program does nothing");
        };
    }

    private boolean on(int next) {
        return to(pc + 1, next);
    }

    private boolean to(int place, int next) {
        pc = place;
        position = next;
        return true;
    }

    private boolean run(Instruction.Run run) throws RegexException {
        int last = (int) Math.min(text.length, (long) position + run.most());
        int end = position;
        while (end < last && run.test().test(text[end])) {
            end++;
        }
        steps += end - position;
        int least = position + run.least();
        if (end < least || least < position) {
            return false;
        }
        if (!run.keeps() && end > least) {
            push(pc + 1, end - 1, least);
        }
        return on(end);
    }

    private boolean same(Instruction.Same same) {
        int start = registers[2 * same.group()];
        int length = registers[2 * same.group() + 1] - start;
        if (start < 0 || position + length > text.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int one = text[start + i];
            int other = text[position + i];
            if (same.ignoreCase() ? Cases.fold(one) != Cases.fold(other) : one != other) {
                return false;
            }
        }
        steps += length;
        return on(position + length);
    }

    private boolean look(Instruction.Look look) throws RegexException {
        int here = position;
        int from = look.ahead() ? here : here - look.width();
        boolean found = from >= 0 && run(pc + 1, from, false) >= 0;
        return found != look.negated() && to(look.next(), here);
    }

    private boolean isAt(Node.Place place) {
        return switch (place) {
            case START -> position == 0;
            case END -> position == text.length;
            case END_OR_LAST_NEWLINE ->
                position == text.length || position == text.length - 1 && text[position] == '\n';
            case LINE_START -> position == 0 || text[position - 1] == '\n';
            case LINE_END -> position == text.length || text[position] == '\n';
            case BOUNDARY -> text.length > 0 && isWord(position - 1, false) != isWord(position, false);
            case NO_BOUNDARY -> text.length > 0 && isWord(position - 1, false) == isWord(position, false);
            case ASCII_BOUNDARY -> text.length > 0 && isWord(position - 1, true) != isWord(position, true);
            case NO_ASCII_BOUNDARY -> text.length > 0 && isWord(position - 1, true) == isWord(position, true);
        };
    }

    private boolean isWord(int at, boolean ascii) {
        return at >= 0 && at < text.length && (ascii ? Characters.ASCII_WORD : Characters.WORD).test(text[at]);
    }

    private void set(int register, int value) throws RegexException {
        push(~register, registers[register], ONE_WAY);
        registers[register] = value;
    }

    private void push(int first, int second, int third) throws RegexException {
        if (top == stack.length) {
            if (top >= MOST_ENTRIES * ENTRY) {
                throw new RegexException(
                        "the pattern leaves too many ways open on a text of " + text.length + " characters");
            }
            stack = Arrays.copyOf(stack, 2 * stack.length);
        }
        stack[top] = first;
        stack[top + 1] = second;
        stack[top + 2] = third;
        top += ENTRY;
    }

    /** Goes back to the last way that is left; false when there is none above the base. */
    private boolean back(int base) {
        while (top > base) {
            top -= ENTRY;
            int first = stack[top];
            if (first < 0) {
                registers[~first] = stack[top + 1];
                continue;
            }
            pc = first;
            position = stack[top + 1];
            if (position > stack[top + 2] && stack[top + 2] != ONE_WAY) {
                stack[top + 1]--;
                top += ENTRY;
            }
            return true;
        }
        return false;
    }

    /** Leaves what has been found, and the values before it for whoever goes back further. */
    private void forgetWays(int base) {
        int kept = base;
        for (int entry = base; entry < top; entry += ENTRY) {
            if (stack[entry] < 0) {
                System.arraycopy(stack, entry, stack, kept, ENTRY);
                kept += ENTRY;
            }
        }
        top = kept;
    }
}
