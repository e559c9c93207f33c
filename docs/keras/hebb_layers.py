"""Hebb's layers for tables, for Keras 3: import this module, then keras.saving.load_model("model.keras", compile=False).
Formulas and papers: docs/maintainers/decisions/0026-table-layers.md. FeatureScaling and MemberDense are not here: in files they are Keras' EinsumDense."""
import math
import keras
from keras import ops

_register = keras.saving.register_keras_serializable(package="hebb")

def _even(inputs):
    return keras.initializers.RandomUniform(-1 / math.sqrt(inputs), 1 / math.sqrt(inputs))

class _Settings(keras.layers.Layer):
    def __init__(self, name=None, trainable=True, dtype=None, activity_regularizer=None, **settings):
        super().__init__(name=name, trainable=trainable, dtype=dtype, activity_regularizer=activity_regularizer)
        self.settings = settings
        self.activation = keras.activations.get(settings.get("activation"))
    def get_config(self):
        return {**super().get_config(), **self.settings}
    def weight(self, name, *shape, start="zeros", **more):
        return self.add_weight(name=name, shape=shape, initializer=start, **more)

@_register
class PeriodicEmbedding(_Settings):
    def build(self, shape):
        units, n, shared = self.settings["units"], self.settings["frequencies"], self.settings.get("shared", False)
        own = () if shared else (shape[-1],)
        self.frequency = self.weight("frequency", shape[-1], n, start=keras.initializers.RandomNormal(0, self.settings["sigma"]))
        self.kernel = self.weight("kernel", *own, 2 * n, units, start=_even(2 * n))
        self.bias = self.weight("bias", *own, units, start=_even(2 * n))
        self.equation = "bfi,io->bfo" if shared else "bfi,fio->bfo"
    def call(self, x):
        angle = 2 * math.pi * x[..., None] * self.frequency
        waves = ops.concatenate([ops.cos(angle), ops.sin(angle)], axis=-1)
        return self.activation(ops.einsum(self.equation, waves, self.kernel) + self.bias)

@_register
class CosineEmbedding(_Settings):
    def build(self, shape):
        f, n, units = shape[-1], self.settings["frequencies"], self.settings["units"]
        self.frequency = self.weight("frequency", f, n, start=keras.initializers.RandomNormal(0, self.settings["sigma"]))
        self.phase = self.weight("phase", f, n, start=keras.initializers.RandomUniform(-math.pi, math.pi))
        self.kernel = self.weight("kernel", f, n, units - 1, start=_even(n))
        self.bias = self.weight("bias", f, units - 1, start=_even(n))
    def call(self, x):
        waves = ops.cos(2 * math.pi * x[..., None] * self.frequency + self.phase)
        return ops.concatenate([x[..., None], ops.einsum("bfi,fio->bfo", waves, self.kernel) + self.bias], axis=-1)

def _fill(x, edges):
    left, right = edges[:, :-1], edges[:, 1:]
    share = ops.where(right > left, (x[..., None] - left) / ops.where(right > left, right - left, 1.0), 0.0)
    share = ops.where(left == edges[:, :1], share, ops.maximum(share, 0.0))
    return ops.where(right == edges[:, -1:], share, ops.minimum(share, 1.0))

def _edges(layer, features):
    row = ops.arange(layer.settings["bins"] + 1, dtype="float32") / layer.settings["bins"]
    start = lambda shape, dtype=None: ops.zeros(shape) + row
    return layer.weight("edges", features, layer.settings["bins"] + 1, start=start, trainable=False)

@_register
class PiecewiseLinearEncoding(_Settings):
    def build(self, shape):
        self.edges = _edges(self, shape[-1])
    def call(self, x):
        return _fill(x, self.edges)

@_register
class PiecewiseLinearEmbedding(_Settings):
    def build(self, shape):
        f, bins, units, residual = shape[-1], self.settings["bins"], self.settings["units"], self.settings.get("residual", False)
        self.kernel = self.weight("kernel", f, bins, units, start="zeros" if residual else _even(bins))
        self.bias = self.weight("bias", f, units, start=_even(units if residual else bins))
        self.slope = self.weight("slope", f, units, start=_even(units)) if residual else None
        self.edges = _edges(self, f)
    def call(self, x):
        y = ops.einsum("bfi,fio->bfo", _fill(x, self.edges), self.kernel) + self.bias
        return self.activation(y if self.slope is None else y + x[..., None] * self.slope)

@_register
class SmoothClip(_Settings):
    def call(self, x):
        near = ops.clip(x / self.settings["limit"], -1e9, 1e9)
        return near * self.settings["limit"] / ops.sqrt(1 + ops.square(near))

@_register
class ParametricActivation(_Settings):
    def build(self, shape):
        self.alpha = self.weight("alpha", shape[-1], start="ones")
    def call(self, x):
        return x + self.alpha * (self.activation(x) - x)

@_register
class BatchEnsembleDense(_Settings):
    def build(self, shape):
        (_, members, inputs), units, given = shape, self.settings["units"], self.settings.get
        regularizer = keras.regularizers.get(given("kernel_regularizer"))
        self.kernel = self.weight("kernel", inputs, units, start=given("kernel_initializer", "glorot_uniform"), regularizer=regularizer)
        self.input_scale = self.weight("input_scale", members, inputs, start=given("input_scale_initializer", "ones"))
        self.output_scale = self.weight("output_scale", members, units, start="ones")
        self.bias = self.weight("bias", members, units, start=given("bias_initializer", "zeros")) if given("use_bias", True) else None
    def call(self, x):
        y = ops.matmul(x * self.input_scale, self.kernel) * self.output_scale
        return self.activation(y if self.bias is None else y + self.bias)

@_register
class RandomSigns(keras.initializers.RandomUniform):
    def __call__(self, shape, dtype=None):
        return ops.sign(super().__call__(shape, dtype) + 1e-30)

@_register
class MemberLoss(keras.losses.Loss):
    def __init__(self, loss, reduction="sum_over_batch_size", name="member_loss", dtype=None):
        super().__init__(name=name, reduction=reduction, dtype=dtype)
        self.loss = keras.losses.get(loss)
    def call(self, y_true, y_pred):
        if len(y_pred.shape) < 3:
            raise ValueError(f"MemberLoss needs members, (batch, members, ...), not {y_pred.shape}: train keras.Model(m.input, m.layers[-1].input).")
        one = getattr(self.loss, "call", self.loss)  # a loss that was given by name is a function
        return ops.mean(ops.stack([one(y_true, y_pred[:, i]) for i in range(y_pred.shape[1])]), axis=0)
    def get_config(self):
        return {**super().get_config(), "loss": keras.losses.serialize(self.loss)}
