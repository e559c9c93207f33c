using Hebb.Graphs;
using Hebb.Ops;
using Hebb.Tensors;

namespace Hebb.Tests.Graphs;

public sealed class FunctionTests
{
    [Fact]
    public void A_function_trains_a_parameter()
    {
        Parameter w = new("w", Tensor.Scalar(3));
        Function step = new(x =>
        {
            Tensor loss = (x * w.Value).Square().Mean();
            w.Assign(w.Value - 0.1 * Gradient.Of(loss, [w])[0]);
            return loss;
        });
        Assert.Equal(22.5, step.Call(Tensor.Create(1f, 2f))[0].Item(), 1e-5);
        Assert.Equal(3 - 0.1 * 15, w.ToArray<float>()[0], 1e-5);
    }

    [Fact]
    public void Assignments_swap()
    {
        Parameter a = new("a", Tensor.Create(1f, 2f)), b = new("b", Tensor.Create(3f, 4f));
        Function swap = new(() =>
        {
            (Tensor oldA, Tensor oldB) = (a.Value, b.Value);
            a.Assign(oldB);
            b.Assign(oldA);
            return a.Value.Sum();
        });
        Assert.Equal(7, swap.Call()[0].Item());
        Assert.Equal([3f, 4f], a.ToArray<float>());
        Assert.Equal([1f, 2f], b.ToArray<float>());
    }

    [Fact]
    public void Computed_assignments_that_need_each_others_old_value_both_see_it()
    {
        Parameter a = new("a", Tensor.Create(1f, 2f)), b = new("b", Tensor.Create(3f, 4f));
        Function cross = new(() =>
        {
            (Tensor oldA, Tensor oldB) = (a.Value, b.Value);
            a.Assign(oldB.Reverse(0) * 2);
            b.Assign(oldA.Reverse(0) * 10);
            return Tensor.Scalar(0);
        });
        cross.Call();
        Assert.Equal([8f, 6f], a.ToArray<float>());
        Assert.Equal([20f, 10f], b.ToArray<float>());
    }

    [Fact]
    public void A_read_after_an_assignment_sees_the_new_value_and_an_earlier_one_the_old()
    {
        Parameter m = new("m", Tensor.Create(1f, 2f, 3f));
        Function step = new(x =>
        {
            Tensor old = m.Value;
            m.Assign(old * 0.5 + x);
            return m.Value * 100 + old;
        });
        float[] result = step.Call(Tensor.Create(10f, 20f, 30f))[0].ToArray<float>();
        Assert.Equal([1051f, 2102f, 3153f], result);
        Assert.Equal([10.5f, 21f, 31.5f], m.ToArray<float>());
    }

    [Fact]
    public void A_moving_average_follows_updated_weights()
    {
        Parameter w = new("w", Tensor.Create(1f, -1f)), average = new("average", Tensor.Create(0f, 0f));
        Function step = new(x =>
        {
            Tensor loss = (x - w.Value).Square().Sum();
            w.Assign(w.Value - 0.25 * Gradient.Of(loss, [w])[0]);
            average.Assign(average.Value * 0.5 + w.Value * 0.5);
            return loss;
        });
        step.Call(Tensor.Create(3f, 5f));
        Assert.Equal([2f, 2f], w.ToArray<float>());
        Assert.Equal([1f, 1f], average.ToArray<float>());
    }

    [Fact]
    public void Gradients_do_not_pass_through_assignments()
    {
        // a = b = 2: first a ← a − 0.1·b = 1.8; then d(a·b)/db = 1.8, not 1.8 + b·da/db; and for a itself the value it has now counts.
        Parameter a = new("a", Tensor.Scalar(2)), b = new("b", Tensor.Scalar(2));
        Function step = new(() =>
        {
            a.Assign(a.Value - 0.1 * Gradient.Of(a.Value * b.Value, [a])[0]);
            Tensor later = a.Value * a.Value * b.Value;
            Tensor[] gradients = Gradient.Of(later, [a, b]);
            a.Assign(a.Value - 0.1 * gradients[0]);
            b.Assign(b.Value - 0.1 * gradients[1]);
            return later;
        });
        step.Call();
        Assert.Equal(1.8 - 0.1 * 2 * 1.8 * 2, a.Value.Item(), 1e-6);
        Assert.Equal(2 - 0.1 * 1.8 * 1.8, b.Value.Item(), 1e-6);
    }

    [Fact]
    public void A_gradient_taken_after_an_assignment_is_that_of_the_value_the_loss_read()
    {
        Parameter w = new("w", Tensor.Scalar(3));
        Function step = new(() =>
        {
            Tensor loss = w.Value.Square();
            w.Assign(w.Value * 10);
            return Gradient.Of(loss, [w])[0];
        });
        Assert.Equal(6, step.Call()[0].Item(), 1e-6);
    }

    [Fact]
    public void A_parameter_that_is_a_factor_of_the_product_assigned_to_it_is_read_first()
    {
        Parameter w = new("w", Tensor.Create(new float[,] { { 1, 2 }, { 3, 4 } }));
        Function square = new(() =>
        {
            w.Assign(w.Value.MatMul(w.Value) + 1);
            return w.Value;
        });
        Assert.Equal([8f, 11f, 16f, 23f], square.Call()[0].ToArray<float>());
        Assert.Equal([8f, 11f, 16f, 23f], w.ToArray<float>());
    }

    [Fact]
    public void Results_may_be_arguments_parameters_constants_and_twice_the_same_tensor()
    {
        Parameter p = new("p", Tensor.Create(5f));
        Function f = new(x =>
        {
            Tensor y = x[0] + 1;
            p.Assign(p.Value * 2);
            return [x[0], y, y, p.Value, Tensor.Create(7f), x[0].Reshape([1, 2]), Tensor.Scalar(2).BroadcastTo([3])];
        });
        Tensor[] results = f.Call(Tensor.Create(1f, 2f));
        Assert.Equal([1f, 2f], results[0].ToArray<float>());
        Assert.Equal([2f, 3f], results[1].ToArray<float>());
        Assert.Equal([2f, 3f], results[2].ToArray<float>());
        Assert.Equal([10f], results[3].ToArray<float>());
        Assert.Equal([7f], results[4].ToArray<float>());
        Assert.Equal([1f, 2f], results[5].ToArray<float>());
        Assert.Equal([2f, 2f, 2f], results[6].ToArray<float>());
    }

    [Fact]
    public void Random_numbers_are_the_same_forward_and_backward_and_differ_from_step_to_step()
    {
        RandomKey key = RandomKey.FromSeed(7).Child("mask");
        Function f = new(x =>
        {
            Tensor y = Tensor.Where(Tensor.RandomUniform(x[0].Shape, key) < 0.5, x[0], Tensor.Scalar(0));
            return [y, Gradient.Of(y.Sum(), x[0])[0]];
        });
        Tensor ones = Tensor.Ones([1000]);
        Tensor[] first = f.Call(ones), second = f.Call(ones);
        Assert.Equal(first[0].ToArray<float>(), first[1].ToArray<float>());
        Assert.NotEqual(first[0].ToArray<float>(), second[0].ToArray<float>());
        f.Step = 0;
        Assert.Equal(first[0].ToArray<float>(), f.Call(ones)[0].ToArray<float>());
        Assert.InRange(first[0].Sum().Item(), 400, 600);
    }

    [Fact]
    public void Each_shape_has_its_program_and_all_share_the_state()
    {
        Parameter total = new("total", Tensor.Scalar(0));
        Function f = new(x =>
        {
            total.Assign(total.Value + x.Sum());
            return x * 2;
        });
        f.Call(Tensor.Ones([32, 3]));
        f.Call(Tensor.Ones([7, 3]));
        f.Call(Tensor.Ones([32, 3]));
        Assert.Equal(213f, total.ToArray<float>()[0]);
    }

    [Fact]
    public void Debug_mode_names_the_layer_and_op_of_the_first_value_that_is_not_finite()
    {
        Function f = new(x =>
        {
            using Scope.Entered scope = Scope.Enter("dense_1");
            return x.Log().Exp();
        })
        { Debug = true };
        Assert.Equal(2, f.Call(Tensor.Scalar(2))[0].Item(), 1e-6);
        NonFiniteException error = Assert.Throws<NonFiniteException>(() => f.Call(Tensor.Scalar(0)));
        Assert.Contains("dense_1: Log gave -∞", error.Message.Replace("-Infinity", "-∞", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_error_names_the_layer_and_both_shapes()
    {
        Function f = new(x =>
        {
            using Scope.Entered scope = Scope.Enter("dense_2");
            return x.MatMul(Tensor.Zeros([5, 4]));
        });
        ShapeException error = Assert.Throws<ShapeException>(() => f.Call(Tensor.Zeros([2, 3])));
        Assert.Equal("dense_2: MatMul needs as many columns on the left as rows on the right, but got (2, 3) Float32 and (5, 4) Float32.", error.Message);
    }

    [Fact]
    public void Second_derivatives_work()
    {
        Tensor x = Tensor.Create(0.5f, 2f);
        Tensor first = Gradient.Of(x * x * x, x)[0];
        Tensor second = Gradient.Of(first, x)[0];
        Assert.Equal([3f, 12f], second.ToArray<float>());
    }

    [Fact]
    public void A_gradient_through_a_tensor_that_was_read_is_refused_instead_of_being_zero()
    {
        Tensor x = Tensor.Create(1f, 2f);
        Tensor y = x * 3;
        _ = y.ToArray<float>();
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Gradient.Of(y * y, x));
        Assert.Contains("read before the gradient was taken", error.Message, StringComparison.Ordinal);
        Assert.Equal([0f, 0f], Gradient.Of((y * y).StopGradient(), x)[0].ToArray<float>());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void A_hundred_thousand_ops_in_a_row_do_not_overflow_the_stack()
    {
        Tensor x = Tensor.Scalar(0);
        Tensor y = x;
        for (int i = 0; i < 100_000; i++) { y += 1; }
        Assert.Equal(1f, Gradient.Of(y, x)[0].Item());
        Assert.Equal(100_000, y.Item());
    }

    [Fact]
    public void Tensors_print_as_nested_brackets()
    {
        Assert.Equal("Tensor (2, 3) Float32 \n[[0, 1, 2],\n [3, 4, 5]]", Tensor.Range(6).Reshape([2, 3]).ToString());
        Assert.Equal("Tensor () Float32 1.5", Tensor.Scalar(1.5).ToString());
    }
}
