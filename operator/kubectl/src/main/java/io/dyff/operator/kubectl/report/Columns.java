package io.dyff.operator.kubectl.report;

import java.util.List;

/** Sets texts in columns. */
final class Columns {
    private static final String GAP = "   ";

    private Columns() {}

    /** Rows of equal length; the last column is as wide as it is. */
    static String of(List<String[]> rows) {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]);
                if (column < row.length - 1) {
                    line.append(" ".repeat(width(rows, column) - row[column].length()))
                            .append(GAP);
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }
}
