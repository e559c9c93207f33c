using Hebb.Kernels;
using static Hebb.Ops.ElementwiseFunction;

namespace Hebb.Tests.Kernels;

public class ChainLibraryTests
{
    [Theory]
    [InlineData(64, 32, 0, false)]
    [InlineData(7, 13, 0, false)]
    [InlineData(7, 13, 3, false)]
    [InlineData(5, 40, 0, true)]
    [InlineData(5, 41, 2, true)]
    [InlineData(1, 1, 0, false)]
    [InlineData(300, 1, 0, false)]
    [InlineData(1, 50000, 0, false)]
    public void Adam_from_the_library_gives_the_bits_of_the_interpreter(int rows, int columns, int padding, bool product)
    {
        Chain chain = Adam(rows, columns, padding, product);
        Assert.Equal(ChainLibrary.Adam, new CanonicalChain(chain).Text);
        CheckBoth(chain, product);
    }

    [Theory]
    [InlineData(64, 32, 0)]
    [InlineData(7, 13, 3)]
    public void Momentum_from_the_library_gives_the_bits_of_the_interpreter(int rows, int columns, int padding)
    {
        Operand m = Matrix(1, columns + padding), w = Matrix(2, columns);
        Chain chain = new()
        {
            Rows = rows,
            Columns = columns,
            Inputs = [Matrix(0, columns), m, w, new(new(3, 0), OperandMode.Scalar, 0)],
            Constants = [0.9f, 0.01f, 0],
            Code =
            [
                new(Multiply, 3, 0, 0, 7), new(Negate, 7, 0, 0, 8), new(MultiplyAdd, 1, 4, 8, 9),
                new(Abs, 9, 0, 0, 10), new(Less, 10, 5, 0, 11), new(Select, 11, 6, 9, 12), new(Add, 2, 12, 0, 13),
            ],
            Outputs = [new(12, m), new(13, w)],
        };
        Assert.Equal(ChainLibrary.Momentum, new CanonicalChain(chain).Text);
        CheckBoth(chain, product: false);
    }

    [Fact]
    public void Text_numbers_values_as_the_code_mentions_them()
    {
        Chain chain = new()
        {
            Rows = 2,
            Columns = 3,
            Inputs = [new(new(0, 0), OperandMode.Row, 0), Matrix(1, 3)],
            Constants = [5, 6],
            Code = [new(MultiplyAdd, 1, 3, 0, 4), new(Relu, 4, 0, 0, 5)],
            Outputs = [new(5, Matrix(2, 3))],
        };
        Assert.Equal("MultiplyAdd i0 c0 i1 > t0; Relu t0 > o0; matrix row", new CanonicalChain(chain).Text);
        Assert.Equal(0, ChainLibrary.Find(new(chain)));
    }

    internal static Chain Adam(int rows, int columns, int padding, bool product)
    {
        Operand g = product ? new(default, OperandMode.Product, 0) : Matrix(0, columns);
        Operand m = Matrix(1, columns + padding), v = Matrix(2, columns), w = Matrix(3, columns), rate = new(new(4, 0), OperandMode.Scalar, 0);
        return new()
        {
            Rows = rows,
            Columns = columns,
            Inputs = [w, m, v, g, rate],
            Constants = [0.1f, 0.01f, 0, 0.001f, 1e-7f],
            Code =
            [
                new(Subtract, 3, 1, 0, 10), new(MultiplyAdd, 10, 5, 1, 11), new(Abs, 11, 0, 0, 12), new(Less, 12, 6, 0, 13), new(Select, 13, 7, 11, 14),
                new(Multiply, 3, 3, 0, 15), new(Subtract, 15, 2, 0, 16), new(MultiplyAdd, 16, 8, 2, 17),
                new(Abs, 17, 0, 0, 18), new(Less, 18, 6, 0, 19), new(Select, 19, 7, 17, 20),
                new(Multiply, 4, 14, 0, 21), new(Sqrt, 20, 0, 0, 22), new(Add, 22, 9, 0, 23), new(Divide, 21, 23, 0, 24),
                new(Subtract, 0, 24, 0, 25),
            ],
            Outputs = [new(14, m), new(20, v), new(25, w)],
        };
    }

    private static Operand Matrix(int slot, int stride) => new(new(slot, 0), OperandMode.Matrix, stride);

    private static void CheckBoth(Chain chain, bool product)
    {
        ChainRunner library = new(chain), interpreter = new(chain, useLibrary: false);
        Assert.True(library.IsFromLibrary);
        Assert.False(interpreter.IsFromLibrary);
        ChainCase test = new(chain, new(3), product ? 4 : 0);
        foreach (ChainRunner runner in new[] { library, interpreter })
        {
            test.CheckRows(runner, chain.Rows);
            test.CheckRows(runner, (chain.Rows + 1) / 2, chain.Rows);
        }

        if (!product) { test.CheckKernel(new(chain)); }
    }
}
