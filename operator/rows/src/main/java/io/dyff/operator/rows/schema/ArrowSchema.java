package io.dyff.operator.rows.schema;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/**
 * Decodes the {@code arrowSchema} of an interface: base64 of an encapsulated Arrow IPC schema message. Types are those
 * that data models can have (contract/data.md section 2.1).
 */
public final class ArrowSchema {

    private static final int CONTINUATION = 0xFFFFFFFF;

    static SequencedMap<String, DataType> decode(String base64) throws DataException {
        return read(base64, schema -> {
            var columns = new FieldTypes("");
            for (int i = 0; i < schema.fieldsLength(); i++) {
                Field field = schema.fields(i);
                columns.add(nameOf(field), type(field, nameOf(field)));
            }
            return columns.byName();
        });
    }

    /** The type of each column, whatever it is, as the constants of {@link Type}. */
    public static SequencedMap<String, Byte> types(String base64) throws DataException {
        return read(base64, schema -> {
            var types = new LinkedHashMap<String, Byte>();
            for (int i = 0; i < schema.fieldsLength(); i++) {
                types.put(nameOf(schema.fields(i)), schema.fields(i).typeType());
            }
            return types;
        });
    }

    private interface Reading<T> {
        T of(Schema schema) throws DataException;
    }

    private static <T> T read(String base64, Reading<T> reading) throws DataException {
        try {
            return reading.of(schema(Base64.getDecoder().decode(base64.strip())));
        } catch (IllegalArgumentException e) {
            throw new DataException("arrowSchema is not base64: " + e.getMessage(), e);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | BufferUnderflowException e) {
            throw new DataException("arrowSchema is cut off or damaged", e);
        }
    }

    private static Schema schema(byte[] bytes) throws DataException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = buffer.getInt();
        // Arrow before 0.15 wrote no continuation marker.
        if (length == CONTINUATION) {
            length = buffer.getInt();
        }
        if (length <= 0 || length > buffer.remaining()) {
            throw new DataException("arrowSchema is cut off or damaged: it announces " + length + " bytes and has "
                    + buffer.remaining());
        }
        Message message = Message.getRootAsMessage(buffer.slice().order(ByteOrder.LITTLE_ENDIAN));
        if (message.headerType() != MessageHeader.Schema || !(message.header(new Schema()) instanceof Schema schema)) {
            throw new DataException("arrowSchema holds an Arrow message that is not a schema");
        }
        return schema;
    }

    private static String nameOf(Field field) {
        return field.name() == null ? "" : field.name();
    }

    private static DataType type(Field field, String path) throws DataException {
        return switch (field.typeType()) {
            case Type.Int -> whole((Int) field.type(new Int()), path);
            case Type.FloatingPoint -> real((FloatingPoint) field.type(new FloatingPoint()));
            case Type.Utf8, Type.LargeUtf8, Type.Utf8View -> isJson(field) ? new DataType.Json() : new DataType.Text();
            case Type.Bool -> new DataType.Truth();
            case Type.Binary, Type.LargeBinary, Type.BinaryView -> new DataType.Bytes(0);
            case Type.FixedSizeBinary ->
                new DataType.Bytes(((FixedSizeBinary) field.type(new FixedSizeBinary())).byteWidth());
            case Type.List, Type.LargeList, Type.FixedSizeList, Type.ListView, Type.LargeListView -> list(field, path);
            case Type.Struct_ -> struct(field, path);
            default ->
                throw new DataException("arrowSchema field " + path + " has the type " + Type.name(field.typeType())
                        + ", which inference outputs cannot have");
        };
    }

    /** Source: Arrow's canonical extension types, "JSON". */
    private static boolean isJson(Field field) {
        for (int i = 0; i < field.customMetadataLength(); i++) {
            KeyValue entry = field.customMetadata(i);
            if ("ARROW:extension:name".equals(entry.key())) {
                return "arrow.json".equals(entry.value());
            }
        }
        return false;
    }

    private static DataType list(Field field, String path) throws DataException {
        if (field.childrenLength() != 1) {
            throw new DataException("arrowSchema field " + path + " is a list without an element type");
        }
        return new DataType.ListOf(type(field.children(0), path + "[]"));
    }

    private static DataType struct(Field field, String path) throws DataException {
        var fields = new FieldTypes(path);
        for (int i = 0; i < field.childrenLength(); i++) {
            Field child = field.children(i);
            fields.add(nameOf(child), type(child, path + "." + nameOf(child)));
        }
        return new DataType.StructOf(fields.byName());
    }

    private static DataType real(FloatingPoint type) {
        return new DataType.Real(type.precision() == Precision.DOUBLE ? "double" : "float");
    }

    private static DataType whole(Int type, String path) throws DataException {
        int bits = type.bitWidth();
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw new DataException("arrowSchema field " + path + " is an integer of " + bits + " bits");
        }
        BigInteger range = BigInteger.TWO.pow(type.isSigned() ? bits - 1 : bits);
        long least = type.isSigned() ? range.negate().longValueExact() : 0;
        return new DataType.Whole((type.isSigned() ? "int" : "uint") + bits, least, range.subtract(BigInteger.ONE));
    }

    private ArrowSchema() {}
}
