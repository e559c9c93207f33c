using Hebb.Tensors;

namespace Hebb.Tests.Tensors;

public sealed class RowShapeTests
{
    [Fact]
    public void Open_extents_fit_any_number()
    {
        RowShape row = [null, 8];
        Assert.True(row.Fits([1, 8]));
        Assert.True(row.Fits([500, 8]));
        Assert.False(row.Fits([5, 7]));
        Assert.False(row.Fits([8]));
        Assert.False(row.Fits([5, 8, 1]));
        Assert.False(row.IsKnown);
        Assert.True(row.IsOpen(0));
        Assert.False(row.IsOpen(1));
    }

    [Fact]
    public void Extents_have_values_where_they_are_known()
    {
        RowShape row = [null, 8];
        Assert.Equal(8, row[^1]);
        Assert.Equal([null, 8], row.AsEnumerable());
        Assert.Equal(24, RowShape.Create(3, 8).Size);
        Assert.Throws<InvalidOperationException>(() => row.Size);
        string message = Assert.Throws<InvalidOperationException>(() => row[0]).Message;
        Assert.Contains("Axis 0 of (any, 8) is open", message, StringComparison.Ordinal);
        Assert.Contains("(any, 8)", Assert.Throws<InvalidOperationException>(() => row.ToShape()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_is_a_row_without_open_extents()
    {
        Shape shape = [28, 28, 1];
        RowShape row = shape;
        Assert.True(row.IsKnown);
        Assert.Equal(shape, row.ToShape());
        Assert.True(row == shape);
        Assert.True(row != [28, null, 1]);
        RowShape open = [28, null, 1], same = [28, null, 1];
        Assert.True(open.Equals(same));
        Assert.Equal(open.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Rows_are_written_as_shapes_are()
    {
        Assert.Equal("(28, 28, 1)", $"{RowShape.Create(28, 28, 1)}");
        Assert.Equal("(12,)", $"{RowShape.Create(12)}");
        Assert.Equal("(any,)", $"{RowShape.Create([null])}");
        Assert.Equal("()", $"{RowShape.Create()}");
    }

    [Fact]
    public void Negative_extents_are_refused() =>
        Assert.Contains("(-1, 8)", Assert.Throws<ArgumentException>(() => RowShape.Create(-1, 8)).Message, StringComparison.Ordinal);
}
