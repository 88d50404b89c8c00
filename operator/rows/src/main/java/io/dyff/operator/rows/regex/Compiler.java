package io.dyff.operator.rows.regex;

import io.dyff.operator.rows.Effort;
import io.dyff.operator.rows.regex.Node.Mode;
import java.util.ArrayList;
import java.util.List;

/** Makes a program of a parsed expression. */
final class Compiler {

    /** Bounds of repetitions are written out, so that nested ones multiply. */
    private static final int LONGEST = 100_000;

    private final List<Instruction> program = new ArrayList<>();
    private int registers;

    /**
     * @param registers two for each group, the whole match being the first, and one for each loop
     */
    record Program(Instruction[] instructions, int registers) {}

    static Program compile(Node node, int groups) throws RegexException {
        var compiler = new Compiler(2 * (groups + 1));
        compiler.add(node);
        compiler.emit(new Instruction.Accept());
        return new Program(compiler.program.toArray(Instruction[]::new), compiler.registers);
    }

    private Compiler(int registers) {
        this.registers = registers;
    }

    private int emit(Instruction instruction) throws RegexException {
        if (program.size() >= LONGEST) {
            throw new RegexException("the pattern repeats too much: it would have more than " + LONGEST + " steps");
        }
        Effort.spend(1);
        program.add(instruction);
        return program.size() - 1;
    }

    private void add(Node node) throws RegexException {
        switch (node) {
            case Node.One one -> emit(new Instruction.One(one.test()));
            case Node.At at -> emit(new Instruction.At(at.place()));
            case Node.Same same -> emit(new Instruction.Same(same.group(), same.ignoreCase()));
            case Node.Sequence sequence -> addAll(sequence.parts());
            case Node.Choice choice -> addChoice(choice.ways());
            case Node.Group group -> addGroup(group);
            case Node.Atomic atomic -> addAtomic(atomic.inner());
            case Node.Look look -> addLook(look);
            case Node.IfMatched either -> addEither(either);
            case Node.Repeat repeat -> addRepeat(repeat);
        }
    }

    private void addAll(List<Node> parts) throws RegexException {
        for (Node part : parts) {
            add(part);
        }
    }

    private void addChoice(List<Node> ways) throws RegexException {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < ways.size() - 1; i++) {
            int split = emit(new Instruction.Accept());
            add(ways.get(i));
            ends.add(emit(new Instruction.Accept()));
            program.set(split, new Instruction.Split(split + 1, program.size()));
        }
        add(ways.getLast());
        ends.forEach(end -> program.set(end, new Instruction.Jump(program.size())));
    }

    private void addGroup(Node.Group group) throws RegexException {
        // The start counts with the end: a group that is being matched again still has its last text.
        int begun = registers++;
        emit(new Instruction.Save(begun));
        add(group.inner());
        emit(new Instruction.Close(group.number(), begun));
    }

    private void addAtomic(Node inner) throws RegexException {
        int at = emit(new Instruction.Accept());
        add(inner);
        emit(new Instruction.Accept());
        program.set(at, new Instruction.Atomic(program.size()));
    }

    private void addLook(Node.Look look) throws RegexException {
        int at = emit(new Instruction.Accept());
        add(look.inner());
        emit(new Instruction.Accept());
        program.set(at, new Instruction.Look(look.ahead(), look.negated(), look.width(), program.size()));
    }

    private void addEither(Node.IfMatched either) throws RegexException {
        int test = emit(new Instruction.Accept());
        add(either.yes());
        int end = emit(new Instruction.Accept());
        program.set(test, new Instruction.IfMatched(either.group(), program.size()));
        add(either.no());
        program.set(end, new Instruction.Jump(program.size()));
    }

    private void addRepeat(Node.Repeat repeat) throws RegexException {
        boolean keeps = repeat.mode() == Mode.POSSESSIVE;
        if (repeat.inner() instanceof Node.One one && repeat.mode() != Mode.LAZY) {
            emit(new Instruction.Run(one.test(), repeat.least(), repeat.most(), keeps));
        } else if (keeps) {
            addAtomic(new Node.Repeat(repeat.inner(), repeat.least(), repeat.most(), Mode.GREEDY));
        } else {
            addTimes(repeat.inner(), repeat.least());
            if (repeat.most() == Node.UNBOUNDED) {
                addLoop(repeat.inner(), repeat.mode());
            } else {
                addOptional(repeat.inner(), repeat.most() - repeat.least(), repeat.mode());
            }
        }
    }

    private void addTimes(Node inner, int times) throws RegexException {
        for (int i = 0; i < times; i++) {
            int before = program.size();
            add(inner);
            if (program.size() == before) {
                // Nothing, so many times, is nothing.
                return;
            }
        }
    }

    private void addLoop(Node inner, Mode mode) throws RegexException {
        int start = emit(new Instruction.Accept());
        int register = registers++;
        emit(new Instruction.Save(register));
        add(inner);
        int moved = emit(new Instruction.Accept());
        emit(new Instruction.Jump(start));
        program.set(moved, new Instruction.Moved(register, program.size()));
        program.set(start, split(mode, start + 1, program.size()));
    }

    /** As in a loop, one that has matched nothing is the last. */
    private void addOptional(Node inner, int times, Mode mode) throws RegexException {
        List<Integer> splits = new ArrayList<>();
        List<Integer> moved = new ArrayList<>();
        int register = registers++;
        for (int i = 0; i < times; i++) {
            splits.add(emit(new Instruction.Accept()));
            emit(new Instruction.Save(register));
            add(inner);
            moved.add(emit(new Instruction.Accept()));
        }
        int end = program.size();
        splits.forEach(at -> program.set(at, split(mode, at + 1, end)));
        moved.forEach(at -> program.set(at, new Instruction.Moved(register, end)));
    }

    private static Instruction split(Mode mode, int in, int out) {
        return mode == Mode.LAZY ? new Instruction.Split(out, in) : new Instruction.Split(in, out);
    }
}
